"""A small invented market to search in: forty-odd documents of every kind."""

from collections.abc import AsyncIterator, Iterable

from search.port import Document, SearchAnswer, Synonym

_SERVICES = [
    (
        "农民工讨薪法律援助",
        "Legal aid for unpaid migrant workers",
        "拖欠工资;老板跑路;血汗钱",
        "劳动",
        "为被欠薪的农民工免费提供律师",
    ),
    ("离婚诉讼代理", "Divorce litigation", "打离婚官司;跟老公过不下去", "婚姻", "代理离婚、抚养与财产分割的诉讼"),
    ("离婚协议起草", "Divorce agreement drafting", "写离婚协议;好聚好散", "婚姻", "起草离婚协议书"),
    ("劳动人事争议仲裁申请", "Labour arbitration", "告公司;劳动局告状", "劳动", "向仲裁委员会申请仲裁"),
    (
        "小额存款与遗产查询公证",
        "Small deposit notarisation",
        "人走了取钱;银行不给取",
        "公证",
        "查询并提取已故亲属的小额存款",
    ),
    ("房屋租赁纠纷代理", "Tenancy dispute", "房东不退押金;二房东跑了", "房屋", "处理租金、押金与退租的争议"),
    (
        "商品房延期交房纠纷代理",
        "Late delivery of a flat",
        "开发商不交房;烂尾楼",
        "房屋",
        "代理在建工程与延期交房的案件",
    ),
    ("交通事故赔偿代理", "Traffic accident compensation", "车祸赔钱;被车撞了", "侵权", "协助索赔医疗费与误工费"),
    ("人身安全保护令申请援助", "Protection order", "被家暴;老公打我", "婚姻", "申请法院发出人身安全保护令"),
    ("刑事辩护与会见", "Criminal defence", "人被抓了;看守所见人", "刑事", "侦查阶段会见与辩护"),
    ("遗嘱公证", "Notarised will", "立遗嘱;身后事", "公证", "为遗嘱办理公证"),
    ("股权转让合同审查", "Share transfer review", "卖公司股份", "公司", "审查股权转让合同"),
    ("增值税申报咨询", "VAT advice", "报税不懂", "税务", "解答增值税申报问题"),
    ("邻里纠纷人民调解", "Neighbour mediation", "楼上漏水;噪音扰民", "调解", "由人民调解员主持调解待处理的纠纷"),
]
_DISTRICTS = ("海淀", "朝阳", "西城", "长宁")


def services() -> Iterable[Document]:
    for number, (name, english, said, area, body) in enumerate(_SERVICES, 1):
        yield Document(
            id=f"service-{number}",
            kind="service",
            name=name,
            aliases=(english, *said.split(";")),
            keywords=(area,),
            body=body,
            facets={"type": ["SERVICE"], "area": [area], "mode": ["WINDOW", "ONLINE"] if number % 2 else ["WINDOW"]},
            numbers={"fee": float(number % 4) * 100},
        )


def listings() -> Iterable[Document]:
    for number in range(1, 17):
        service = _SERVICES[(number - 1) % 8]
        yield Document(
            id=f"listing-{number}",
            kind="listing",
            name=f"{service[0]}(示例{number}所)",
            keywords=(service[3],),
            facets={"type": ["LISTING"], "area": [service[3]], "district": [_DISTRICTS[number % 4]]},
            numbers={"fee": float(number * 50), "rating": 5 - number / 4}
            if number % 5
            else {"fee": float(number * 50)},
            point=(31.2 + number / 100, 121.4) if number % 3 else None,
        )


def others() -> Iterable[Document]:
    for number, district in enumerate(_DISTRICTS, 1):
        yield Document(
            id=f"provider-{number}",
            kind="provider",
            name=f"示例{district}律师事务所",
            aliases=(f"Sample Firm {number}",),
            facets={"type": ["PROVIDER"], "district": [district]},
            numbers={"rating": float(number)},
            point=(31.2 + number / 50, 121.5),
        )
        yield Document(
            id=f"window-{number}", kind="window", name=f"{district}公共法律服务窗口", facets={"type": ["WINDOW"]}
        )
    for number, name in enumerate(("王小明", "李重庆", "张伟", "欧阳娜娜"), 1):
        facets = {"type": ["PRACTITIONER"]}
        yield Document(f"practitioner-{number}", "practitioner", name, keywords=("婚姻", "劳动"), facets=facets)
    for number, name in enumerate(("被欠薪了怎么走", "离婚要准备什么", "亲人去世之后"), 1):
        yield Document(f"guide-{number}", "guide", name, body="一步一步地说", facets={"type": ["GUIDE"]})


def market() -> list[Document]:
    return [*services(), *listings(), *others()]


SYNONYMS = (
    Synonym("没发钱", "讨薪", "COLLOQUIAL"),
    Synonym("产权过户", "股权转让"),
    Synonym("N+1", "劳动人事争议仲裁"),
)


async def stream(documents: Iterable[Document]) -> AsyncIterator[Document]:
    for document in documents:
        yield document


def ids(answer: SearchAnswer) -> list[str]:
    return [hit.id for hit in answer.hits]
