"""Danger is seen; what only sounds like it is not. None of these sentences was trained on."""

from datetime import date

import pytest

from providers.triage import Reader

DANGER = [
    ("VIOLENCE", "昨晚又被老公打了，我想带孩子走"),
    ("VIOLENCE", "他喝了酒就动手，我眼睛都肿了"),
    ("VIOLENCE", "前男友拿着刀在楼下等我"),
    ("VIOLENCE", "我妈天天被我爸殴打，我该怎么办"),
    ("VIOLENCE", "被同学围殴住院了"),
    ("VIOLENCE", "丈夫威胁说要弄死我全家"),
    ("VIOLENCE", "昨天包工头带人把我打伤"),
    ("VIOLENCE", "老公掐我脖子，警察来了就走了"),
    ("VIOLENCE", "丈夫長期家暴，我不敢回家"),
    ("VIOLENCE", "他又打我了，我现在很害怕"),
    ("VIOLENCE", "看了你们的视频，我也被老公打了"),
    ("DETENTION", "我弟昨天被派出所带走了，现在在看守所"),
    ("DETENTION", "儿子因为打架被刑事拘留"),
    ("DETENTION", "我爸被公安抓了，家里没人管"),
    ("DETENTION", "家属被逮捕了能不能取保候审"),
    ("DETENTION", "老公关在看守所一个月了，我见不到他"),
    ("SELF_HARM", "我不想活了"),
    ("SELF_HARM", "欠了这么多钱，真想从楼上跳下去"),
    ("SELF_HARM", "女儿割腕了，都是被骗的"),
    ("SELF_HARM", "活着没意思，不如死了算了"),
    ("MINOR", "我家小孩才八岁，在幼儿园摔骨折了"),
    ("EVICTION", "房东换锁把我赶出来了，今晚没地方住"),
    ("GROUP_DISPUTE", "我们小区两百多户业主要一起维权"),
    ("CROSS_BORDER", "我老公是外国人，想在中国离婚"),
    ("LIMITATION_DEADLINE", "收到判决书十四天了，还来得及上诉吗"),
]
TRAPS = [
    ("VIOLENCE", "老婆打我电话我没接"),
    ("VIOLENCE", "老婆打电话说要离婚"),
    ("VIOLENCE", "打官司要多少钱"),
    ("VIOLENCE", "他没有打我，就是不给生活费"),
    ("VIOLENCE", "从来没有家暴过，只是性格不合"),
    ("VIOLENCE", "我在外面打工两年没结工资"),
    ("VIOLENCE", "在网上看到家暴的新闻，想了解法律怎么规定"),
    ("VIOLENCE", "听了一个丈夫殴打妻子的故事，这种要判几年"),
    ("VIOLENCE", "给他打了三万块钱，没写借条"),
    ("VIOLENCE", "打折的鞋子坏了不给退"),
    ("VIOLENCE", "公司打卡记录能当证据吗"),
    ("DETENTION", "天天加班像坐牢一样"),
    ("DETENTION", "请抓紧时间帮我看看合同"),
    ("DETENTION", "欠钱不还会被拘留吗"),
    ("DETENTION", "我抓到他出轨了，能多分财产吗"),
    ("DETENTION", "孩子的学校抓阄分班合理吗"),
    ("DETENTION", "租客没有被抓，只是跑了"),
    ("SELF_HARM", "气死我了，这个商家不退钱"),
    ("SELF_HARM", "累死了，加班费一分没有"),
    ("SELF_HARM", "跳楼价买的衣服是假货"),
    ("SELF_HARM", "死者的存款怎么取出来"),
    ("SELF_HARM", "买的房子以前有人自杀过，能退吗"),
    ("MINOR", "孩子都三十岁了还要我养"),
    ("EVICTION", "租客赖着不走怎么办"),
    ("GROUP_DISPUTE", "集体土地能不能买卖"),
]


@pytest.mark.parametrize(("flag", "said"), DANGER)
def test_danger_is_seen(reader: Reader, today: date, flag: str, said: str) -> None:
    assert flag in reader.read(said, today).flags


@pytest.mark.parametrize(("flag", "said"), TRAPS)
def test_what_only_sounds_like_it_is_not(reader: Reader, today: date, flag: str, said: str) -> None:
    assert flag not in reader.read(said, today).flags


@pytest.mark.parametrize("said", [said for flag, said in DANGER if flag in {"VIOLENCE", "DETENTION", "SELF_HARM"}])
def test_an_emergency_goes_to_a_person(reader: Reader, today: date, said: str) -> None:
    assert reader.read(said, today).needs_human
