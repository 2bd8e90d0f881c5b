// Hosts that are looked up while a repository is linted: which, of whom, and what is made of it.
#include "run/dns.h"

#include <fmt/format.h>

#include "base/text.h"
#include "support/dns_ask.h"
#include "support/dns_server.h"
#include "support/harness.h"
#include "support/written_dns.h"

namespace fairlead::testing {
namespace {

using Answers = std::map<std::string, std::string>;

/// A pod of the namespace `jobs` whose variables hold these addresses, with more of its spec.
std::string pod(const std::vector<std::string>& urls, const std::string& spec = "") {
  std::string text =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: worker, namespace: jobs}\nspec:\n" + spec +
      "  containers:\n  - name: worker\n    image: worker:1\n    env:\n";
  int number = 0;
  for (const std::string& url : urls)
    text += fmt::format("    - {{name: A{}_URL, value: \"{}\"}}\n", number++, url);
  return text;
}

RunResult lint(const FileMap& files, Resolver* resolver) {
  RunOptions options;
  options.resolver = resolver;
  Result<RunResult> result = run(MemoryFiles(files), options);
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

/// "rule: message" of what was found about endpoints, a line each.
std::string found(const RunResult& run) {
  std::string text;
  for (const Finding& finding : run.report.findings) {
    if (finding.rule->id.starts_with("endpoint/"))
      text += fmt::format("{}: {}\n", finding.rule->id.substr(9), finding.message);
  }
  return text;
}

/// "what: reason" of what was not checked in DNS, a line each.
std::string not_checked(const RunResult& run) {
  std::string text;
  for (const NotChecked& each : run.report.summary.not_checked) {
    if (contains(each.what, "in DNS")) text += fmt::format("{}: {}\n", each.what, each.reason);
  }
  return text;
}

std::set<std::string> names(const std::vector<DnsQuestion>& asked) {
  std::set<std::string> all;
  for (const DnsQuestion& question : asked) all.insert(question.name);
  return all;
}

const std::set<std::string> probes = {"fairlead-probe.invalid",
                                      "kubernetes.default.svc.cluster.local",
                                      "fairlead-probe.default.svc.cluster.local"};

std::set<std::string> with_probes(std::set<std::string> asked) {
  asked.insert(probes.begin(), probes.end());
  return asked;
}

/// What is asked for these addresses by a server that answers with `dns`.
std::set<std::string> asked_for(const std::vector<std::string>& urls, const Answers& dns,
                                const std::string& spec = "") {
  WrittenDns resolver(dns);
  lint({{"pod.yaml", pod(urls, spec)}}, &resolver);
  return names(resolver.asked());
}

const Answers of_cluster = {{"kubernetes.default.svc.cluster.local", "10.96.0.1 ports 443"},
                            {"cache.data.svc.cluster.local", "10.96.4.2 ports 6379"},
                            {"db.fleet.corp", "192.0.2.7"}};
const Answers of_internet = {{"db.fleet.corp", "192.0.2.7"}};

// --- What is asked -------------------------------------------------------------------------------

TEST(Dns, AsksNothingWhereThereIsNoHostToAskFor) {
  const std::vector<std::string> urls = {"redis://10.0.0.7:6379",
                                         "redis://[2001:db8::1]:6379",
                                         "redis://localhost:6379",
                                         "redis://127.0.0.1",
                                         "redis://$(HOST):6379",
                                         "redis://${HOST}.corp:6379",
                                         "redis://{{ .Values.host }}:6379",
                                         "redis://<host>:6379",
                                         "redis:///0",
                                         "plain text"};
  EXPECT_EQ(asked_for(urls, of_cluster), std::set<std::string>());
}

TEST(Dns, LeavesReservedAndLocalNamesAlone) {
  EXPECT_EQ(asked_for({"redis://redis.example.com", "http://example.org/", "redis://a.test:1",
                       "redis://host.docker.internal:6379", "http://metadata.google.internal/x",
                       "redis://host.minikube.internal:6379", "redis://a.b.invalid"},
                      of_cluster),
            std::set<std::string>());
}

TEST(Dns, AsksForExternalHostsAsTheyAreWritten) {
  EXPECT_EQ(asked_for({"redis://DB.Fleet.Corp.:6379", "postgres://a.b.fleet.corp/x"}, of_internet),
            with_probes({"db.fleet.corp", "a.b.fleet.corp"}));
  EXPECT_EQ(asked_for({"redis://a.b.fleet.corp"}, of_internet),
            (std::set<std::string>{"fairlead-probe.invalid", "a.b.fleet.corp"}))
      << "a name of four parts cannot be a pod's, so that the cluster is not asked about";
}

TEST(Dns, AsksForSrvRecordsWhereTheSchemeHasThem) {
  WrittenDns dns(of_internet);
  lint({{"pod.yaml", pod({"mongodb+srv://a.b.fleet.corp/x",
                          "mongodb+srv://c.d.fleet.corp/?srvServiceName=shop"})}},
       &dns);
  std::set<DnsQuestion> srv;
  for (const DnsQuestion& question : dns.asked()) {
    if (question.type == DnsType::srv) srv.insert(question);
  }
  EXPECT_EQ(srv, (std::set<DnsQuestion>{{"_mongodb._tcp.a.b.fleet.corp", DnsType::srv},
                                        {"_shop._tcp.c.d.fleet.corp", DnsType::srv}}));
  EXPECT_FALSE(names(dns.asked()).contains("a.b.fleet.corp"));
}

TEST(Dns, TellsNoServerOutsideTheNamesInsideACluster) {
  EXPECT_EQ(asked_for({"redis://cache:6379", "redis://cache.data:6379", "redis://cache.data.svc",
                       "redis://cache.data.svc.cluster.local", "redis://c-0.cache.data.svc"},
                      of_internet),
            probes);
}

TEST(Dns, CompletesNamesAsAPodDoes) {
  EXPECT_EQ(asked_for({"redis://cache:6379"}, of_cluster),
            with_probes({"cache.jobs.svc.cluster.local"}));
  EXPECT_EQ(asked_for({"redis://cache.data:6379"}, of_cluster),
            with_probes({"cache.data.svc.cluster.local", "cache.data.jobs.svc.cluster.local",
                         "data.jobs.svc.cluster.local", "cache.data"}));
  EXPECT_EQ(asked_for({"redis://cache.data.svc:6379"}, of_cluster),
            with_probes({"cache.data.svc.cluster.local"}));
  EXPECT_EQ(asked_for({"redis://c-0.cache.data:6379"}, of_cluster),
            with_probes({"c-0.cache.data", "c-0.cache.data.svc.cluster.local",
                         "cache.data.svc.cluster.local"}));
}

TEST(Dns, KnowsAClusterByItsOwnDomain) {
  Answers dns = {{"kubernetes.default.svc.prod.corp", "10.96.0.1"},
                 {"cache.data.svc.prod.corp", "10.96.4.2"}};
  WrittenDns resolver(dns);
  const RunResult run = lint(
      {{"pod.yaml", pod({"redis://cache.data.svc.prod.corp", "redis://cahce.data.svc.prod.corp"})}},
      &resolver);
  EXPECT_EQ(found(run),
            "dns-no-such-host: the cluster's DNS does not know `cahce.data.svc.prod.corp`, so the "
            "host `cahce.data.svc.prod.corp` does not resolve\n");
}

TEST(Dns, HearsWhatThePodSaysOfItsNames) {
  const std::string aliases =
      "  hostAliases: [{ip: 10.0.0.1, hostnames: [db.fleet.corp, Other.Fleet.Corp]}]\n";
  EXPECT_EQ(asked_for({"redis://DB.fleet.corp", "redis://other.fleet.corp"}, {}, aliases),
            std::set<std::string>());
  const std::string own = "  dnsPolicy: None\n  dnsConfig: {nameservers: [10.0.0.53]}\n";
  EXPECT_EQ(asked_for({"redis://db.fleet.corp"}, of_internet, own), std::set<std::string>());
  EXPECT_EQ(asked_for({"redis://cache.data.svc"}, of_cluster, "  dnsPolicy: Default\n"),
            std::set<std::string>());
  EXPECT_EQ(asked_for({"redis://a.b.fleet.corp"}, of_cluster, "  dnsPolicy: Default\n").size(), 2u);
}

TEST(Dns, LeavesComposeNetworksAndDeclaredServicesAlone) {
  WrittenDns compose(of_cluster);
  lint({{"compose.yaml",
         "services:\n  web:\n    image: web\n    extra_hosts: "
         "[\"mail.fleet.corp:10.0.0.1\"]\n    environment:\n      A_URL: "
         "redis://cache:6379\n      B_URL: redis://mail.fleet.corp:1\n      C_URL: "
         "redis://a.b.fleet.corp:1\n"}},
       &compose);
  EXPECT_EQ(names(compose.asked()),
            (std::set<std::string>{"fairlead-probe.invalid", "a.b.fleet.corp"}));
  WrittenDns declared(of_cluster);
  const FileMap files = {
      {"pod.yaml", pod({"redis://cache.data.svc:6379", "redis://db.data:1"})},
      {"fairlead.yaml",
       "externals: {services: [{name: cache, namespace: data}, {name: db, namespace: data}]}\n"}};
  lint(files, &declared);
  EXPECT_EQ(names(declared.asked()), std::set<std::string>());
}

TEST(Dns, NeverSendsACredential) {
  WrittenDns dns(of_internet);
  const FileMap files = {{"pod.yaml", pod({"redis://worker:hunter2secret@db.fleet.corp:6379",
                                           "redis://:pa/ss#wo?rd@b.fleet.corp:6379",
                                           "redis://tok3n-of-mine.x.fleet.corp:6379",
                                           "postgres://a@b.fleet.corp:p@c.fleet.corp/x"})},
                         {"secret.yaml",
                          "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: "
                          "jobs}\nstringData: {API_TOKEN: Tok3n-of-Mine}\n"}};
  const RunResult run = lint(files, &dns);
  EXPECT_EQ(names(dns.asked()), with_probes({"db.fleet.corp", "b.fleet.corp", "c.fleet.corp"}));
  EXPECT_TRUE(contains(not_checked(run), "its name holds what is marked as a credential"));
}

// Letters alone, which messages may show since they may be a name as well.
TEST(Dns, NeverSendsAPasswordAsAHost) {
  WrittenDns dns(of_internet);
  const std::string conf = "requirepass correct.horse.battery\n";
  const RunResult run =
      lint({{"pod.yaml", pod({"redis://correct.horse.battery:6379", "redis://db.fleet.corp:6379"})},
            {"redis.conf", conf},
            {"secret.yaml",
             "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: jobs}\nstringData: {a: "
             "staple.fleet.corp}\n"},
            {"b/pod.yaml", pod({"redis://staple.fleet.corp"})}},
           &dns);
  EXPECT_EQ(names(dns.asked()), with_probes({"db.fleet.corp"}));
}

// What a file of values or of variables says of a host is marked where it is written.
TEST(Dns, NeverSendsWhatIsWrittenAsAPassword) {
  WrittenDns dns(of_internet);
  lint({{"compose.yaml",
         "services:\n  web:\n    image: web\n    environment:\n      A_URL: "
         "redis://${CACHE_PASSWORD}.fleet.corp:1\n      B_URL: redis://${CACHE_TOKEN}:1\n      "
         "C_URL: redis://a.b.fleet.corp:1\n"},
        {".env", "CACHE_PASSWORD=swordfish\nCACHE_TOKEN=sword.fish.corp\n"}},
       &dns);
  EXPECT_EQ(names(dns.asked()),
            (std::set<std::string>{"fairlead-probe.invalid", "a.b.fleet.corp"}));
  WrittenDns chart(of_internet);
  lint({{"c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"},
        {"c/values.yaml",
         "password: sword.fish.corp\nauth: {token: fish.sword.corp}\nenv:\n  REDIS_URL: "
         "redis://sword.fish.corp:6379\n  OTHER_URL: redis://fish.sword.corp\n"}},
       &chart);
  EXPECT_EQ(names(chart.asked()), std::set<std::string>());
}

TEST(Dns, AsksForABoundedNumberOfHosts) {
  std::vector<std::string> urls;
  for (std::size_t i = 0; i < most_dns_hosts + 7; ++i)
    urls.push_back(fmt::format("redis://h{:04}.a.fleet.corp", i));
  WrittenDns dns(of_internet);
  const RunResult run = lint({{"pod.yaml", pod(urls)}}, &dns);
  EXPECT_EQ(names(dns.asked()).size(), most_dns_hosts + 1);  // and the probe
  const std::string rest = not_checked(run);
  EXPECT_EQ(std::ranges::count(rest, '\n'), 7);
  EXPECT_TRUE(contains(rest, "`h2006.a.fleet.corp` in DNS: the run has more than 2000 hosts"));
}

TEST(Dns, AsksForAHostOnce) {
  WrittenDns dns(of_internet);
  lint({{"a/pod.yaml", pod({"redis://db.fleet.corp", "http://db.fleet.corp/x"})},
        {"b/pod.yaml", pod({"redis://db.fleet.corp:1"})}},
       &dns);
  const std::set<DnsQuestion> once(dns.asked().begin(), dns.asked().end());
  EXPECT_EQ(once.size(), dns.asked().size());
}

// --- What is made of the answers -----------------------------------------------------------------

/// A Redis of the namespace `data` with its Service, so that all its Services are in view.
constexpr const char* redis_files = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: redis, namespace: data}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: "redis:7.2"}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: data}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
)";

RunResult lint_beside_redis(const std::string& url, const Answers& answers) {
  WrittenDns dns(answers);
  return lint({{"pod.yaml", pod({url})}, {"redis.yaml", redis_files}}, &dns);
}

TEST(Dns, AServiceThatOnlyDnsKnowsIsFound) {
  const std::string without = found(lint_beside_redis("redis://cache.data.svc:6379", of_internet));
  EXPECT_TRUE(without.starts_with("service-not-found: ")) << without;
  EXPECT_EQ(found(lint_beside_redis("redis://cache.data.svc:6379", of_cluster)), "");
  EXPECT_EQ(found(lint_beside_redis("redis://cache.data:6379", of_cluster)), "");
}

TEST(Dns, ItsPortsAreThoseOfTheCluster) {
  EXPECT_EQ(
      found(lint_beside_redis("redis://cache.data.svc:6380", of_cluster)),
      "dns-port-differs: in the cluster, Service `cache` of namespace `data` offers 6379, not "
      "6380, so nothing answers there\n");
  Answers silent = of_cluster;
  silent["cache.data.svc.cluster.local"] = "10.96.4.2";
  EXPECT_EQ(found(lint_beside_redis("redis://cache.data.svc:6380", silent)), "");
  silent["cache.data.svc.cluster.local"] = "10.96.4.2 ports 0";
  EXPECT_EQ(found(lint_beside_redis("redis://cache.data.svc:6380", silent)), "");
}

TEST(Dns, AServiceOfTheFilesNeedNotBeDeployedYet) {
  EXPECT_EQ(found(lint_beside_redis("redis://redis.data.svc:6379", of_cluster)), "");
  Answers older = of_cluster;
  older["redis.data.svc.cluster.local"] = "10.96.4.3 ports 7000";
  EXPECT_EQ(found(lint_beside_redis("redis://redis.data.svc:6379", older)), "");
}

TEST(Dns, OneRuleSpeaksOfAHost) {
  const std::string both = found(lint_beside_redis("redis://cahce.data.svc:6379", of_cluster));
  EXPECT_TRUE(both.starts_with("service-not-found: ")) << both;
  EXPECT_EQ(std::ranges::count(both, '\n'), 1) << both;
}

TEST(Dns, WhatDnsDecidesIsNotListedAsUnchecked) {
  WrittenDns dns(of_cluster);
  const RunResult run =
      lint({{"pod.yaml", pod({"http://cache.data.svc:6379", "http://nothing.data.svc:80"})}}, &dns);
  EXPECT_EQ(run.report.summary.not_checked.size(), 0u);
  EXPECT_EQ(
      found(run),
      "dns-no-such-host: the cluster's DNS does not know `nothing.data.svc.cluster.local`, so "
      "the host `nothing.data.svc` does not resolve\n");
}

TEST(Dns, APodThatIsNotReadyIsNoFinding) {
  WrittenDns dns(of_cluster);
  const RunResult run = lint({{"pod.yaml", pod({"http://c-0.cache.data.svc:6379"})}}, &dns);
  EXPECT_EQ(found(run), "");
  EXPECT_EQ(
      not_checked(run),
      "`c-0.cache.data.svc` in DNS: the Service is there, and no pod of that name is ready\n");
}

TEST(Dns, DoubtIsNoFinding) {
  WrittenDns dns(Answers{{"a.b.fleet.corp", "server failure"}});
  const RunResult run =
      lint({{"pod.yaml", pod({"http://a.b.fleet.corp", "http://cache.data.svc:80"})}}, &dns);
  EXPECT_EQ(found(run), "");
  EXPECT_EQ(not_checked(run),
            "`a.b.fleet.corp` in DNS: the server answered SERVFAIL\n"
            "`cache.data.svc` in DNS: 192.0.2.53:53 does not answer for a cluster "
            "`cluster.local`\n");
}

// --- Real servers --------------------------------------------------------------------------------

RunResult lint_with(const ServerAddress& server, const FileMap& files, int timeout_ms = 2000) {
  RunOptions options;
  options.dns = server.text();
  options.dns_timeout = std::chrono::milliseconds(timeout_ms);
  Result<RunResult> result = run(MemoryFiles(files), options);
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

TEST(DnsServers, AZoneAndACluster) {
  const DnsServer knot =
      DnsServer::knot({{"cluster.local", recorded_cluster()},
                       {"fleet.corp",
                        "db A 192.0.2.7\nsix AAAA 2001:db8::6\nalias CNAME db\nloose CNAME gone\n"
                        "text TXT x\n_mongodb._tcp.shop SRV 0 0 27017 db\n"}});
  const RunResult inside = lint_with(
      knot.address(),
      {{"pod.yaml",
        pod({"redis://cache.data:6379", "redis://cache.data.svc:6380", "redis://cahce.data.svc",
             "redis://single.data.svc:1", "redis://six.data.svc", "redis://empty.data.svc",
             "redis://nodes.data.svc:7000", "redis://nodes-0.nodes.data.svc:7000",
             "redis://nodes-1.nodes.data.svc", "redis://idle.data.svc",
             "redis://mail.data.svc:25"})}});
  EXPECT_EQ(
      found(inside),
      "dns-port-differs: in the cluster, Service `cache` of namespace `data` offers 6379 and 9121, "
      "not 6380, so nothing answers there\n"
      "dns-no-such-host: the cluster's DNS does not know `cahce.data.svc.cluster.local`, so "
      "the host `cahce.data.svc` does not resolve\n"
      "dns-port-differs: in the cluster, Service `single` of namespace `data` offers 6379, not 1, "
      "so nothing answers there\n"
      "dns-no-such-host: the cluster's DNS does not know `idle.data.svc.cluster.local`, so "
      "the host `idle.data.svc` does not resolve\n");
  EXPECT_EQ(not_checked(inside),
            "`nodes-1.nodes.data.svc` in DNS: the Service is there, and no pod of that name is "
            "ready\n"
            "`mail.data.svc` in DNS: it is an alias of `smtp.fleet.corp`, and the server does not "
            "say what that is\n");
  const RunResult outside = lint_with(
      knot.address(),
      {{"pod.yaml",
        pod({"redis://db.fleet.corp", "redis://six.fleet.corp", "redis://alias.fleet.corp",
             "redis://loose.fleet.corp", "redis://text.fleet.corp", "redis://gone.fleet.corp",
             "mongodb+srv://shop.fleet.corp/x", "mongodb+srv://shpo.fleet.corp/x",
             "redis://a.b.elsewhere.corp"})}});
  EXPECT_EQ(found(outside),
            "dns-no-such-host: `loose.fleet.corp` is an alias of `gone.fleet.corp`, which does not "
            "exist in DNS\n"
            "dns-no-such-host: `text.fleet.corp` has no address in DNS, neither A nor AAAA\n"
            "dns-no-such-host: DNS does not know `gone.fleet.corp`, so the host does not resolve\n"
            "dns-no-such-host: DNS has no SRV record `_mongodb._tcp.shpo.fleet.corp`, so a client "
            "of `mongodb+srv://` finds no server for `shpo.fleet.corp`\n");
  EXPECT_EQ(not_checked(outside), "`a.b.elsewhere.corp` in DNS: the server answered REFUSED\n");
}

TEST(DnsServers, AThousandNamesTakeNoTwoSeconds) {
  std::string zone;
  std::vector<std::string> urls;
  for (int i = 0; i < 1000; ++i) {
    urls.push_back(fmt::format("redis://h{}.a.fleet.corp", i));
    if (i % 10 > 0) zone += fmt::format("h{}.a A 192.0.2.7\n", i);
  }
  const DnsServer knot = DnsServer::knot({{"fleet.corp", zone}});
  const auto start = std::chrono::steady_clock::now();
  const RunResult run = lint_with(knot.address(), {{"pod.yaml", pod(urls)}});
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  const std::string all = found(run);
  EXPECT_EQ(std::ranges::count(all, '\n'), 100);
  EXPECT_EQ(not_checked(run), "");
}

TEST(DnsServers, OneThatFindsEverything) {
  const DnsServer liar = DnsServer::dnsmasq({"--address=/#/203.0.113.9"});
  const RunResult run = lint_with(
      liar.address(), {{"pod.yaml", pod({"redis://gone.fleet.corp", "redis://cache.data.svc"})},
                       {"redis.yaml", redis_files}});
  EXPECT_TRUE(found(run).starts_with("service-not-found: ")) << found(run);
  EXPECT_EQ(not_checked(run),
            "`gone.fleet.corp` in DNS: the server finds names that cannot exist, "
            "too\n");
}

TEST(DnsServers, OneThatKnowsNothingOfPrivateDomains) {
  // dnsmasq denies what it has no upstream for, as systemd-resolved does, without a SOA record.
  const DnsServer local =
      DnsServer::dnsmasq({"--local=//", "--local=/#/", "--host-record=db.fleet.corp,192.0.2.7"});
  const RunResult run = lint_with(
      local.address(), {{"pod.yaml", pod({"redis://redis-0.redis.data", "redis://gone.fleet.corp",
                                          "redis://db.fleet.corp"})}});
  EXPECT_EQ(
      found(run),
      "dns-no-such-host: DNS does not know `gone.fleet.corp`, so the host does not resolve\n");
  EXPECT_EQ(not_checked(run),
            "`redis-0.redis.data` in DNS: the server knows nothing of its "
            "domain, which may be a private one\n");
}

TEST(DnsServers, OneThatDropsQuestionsForAaaa) {
  const ScriptedServer server([](const Bytes& question) {
    std::size_t end = 12;
    while (question[end] != 0) end += question[end] + 1u;
    if (question[end + 2] == 28) return std::vector<Reply>();
    return std::vector<Reply>{{answer_to(question, answered, 1, record())}};
  });
  std::vector<std::string> urls;
  for (int i = 0; i < 300; ++i) urls.push_back(fmt::format("redis://h{}.a.fleet.corp", i));
  RunOptions options;
  options.dns = server.address().text();
  options.dns_timeout = std::chrono::milliseconds(1000);
  const Result<RunResult> linted = run(MemoryFiles({{"pod.yaml", pod(urls)}}), options);
  ASSERT_TRUE(linted);
  // It lies, too; what matters here is that each has an answer.
  EXPECT_FALSE(contains(not_checked(*linted), "no answer")) << not_checked(*linted);
}

TEST(DnsServers, ADeadOneCostsItsTimeOnceAndFindsNothing) {
  const ScriptedServer silent([](const Bytes&) { return std::vector<Reply>(); });
  std::vector<std::string> urls = {"redis://cache.data.svc:6379"};
  for (int i = 0; i < 300; ++i) urls.push_back(fmt::format("redis://h{}.a.fleet.corp", i));
  const auto start = std::chrono::steady_clock::now();
  const RunResult run = lint_with(silent.address(), {{"pod.yaml", pod(urls)}}, 500);
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_GE(took, std::chrono::milliseconds(500));
  EXPECT_LT(took, std::chrono::milliseconds(1000));
  EXPECT_EQ(found(run), "");
  EXPECT_EQ(std::ranges::count(not_checked(run), '\n'), 301);
  EXPECT_TRUE(contains(not_checked(run), fmt::format("`h7.a.fleet.corp` in DNS: no answer from {} "
                                                     "within 500 ms",
                                                     silent.address().text())));
}

}  // namespace
}  // namespace fairlead::testing
