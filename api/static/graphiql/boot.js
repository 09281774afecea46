// Starts GraphiQL against this server. A file of its own, because the page's Content-Security-Policy allows no inline script.
"use strict";

const address = "/graphql";
const socket = location.origin.replace(/^http/, "ws") + address;

const first = `# 法务超市 · legal services supermarket
#
# 用一句话说出遇到的事，看看超市里有什么能帮上忙（Ctrl-Enter 运行）。
# Say in one sentence what happened, and see what the shelf holds for it (Ctrl-Enter runs it).
# 登录后在下方 Headers 里填 {"Authorization": "Bearer …"} / once signed in, put the token into Headers below.

query HomeSearch($q: String!) {
  search(query: $q, first: 5) {
    interpretation { mapped { said term kind } }
    nodes { __typename ... on Service { name summary fee { kind note } } ... on Provider { name kind } }
  }
}
`;

// what stands in Headers goes along as connection_init's payload too
const fetcher = GraphiQL.createFetcher({ url: address, subscriptionUrl: socket });

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: first,
    variables: JSON.stringify({ q: "老板拖欠我三个月工资怎么办" }, null, 2),
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: true,
  }),
);
