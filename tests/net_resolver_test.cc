// The resolver beside real servers (knotd, dnsmasq) and beside servers that mean harm.
#include <fmt/format.h>

#include <atomic>
#include <chrono>

#include "support/dns_server.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds patience{2000};  // more than any server of these tests needs
constexpr milliseconds impatience{300};

std::vector<DnsAnswer> ask(const ServerAddress& server, const std::vector<DnsQuestion>& questions,
                           milliseconds timeout = patience) {
  const auto resolver = open_resolver(server, timeout);
  if (!resolver) {
    ADD_FAILURE() << resolver.error().message;
    return std::vector<DnsAnswer>(questions.size());
  }
  return (*resolver)->ask(questions);
}

DnsAnswer ask_one(const ServerAddress& server, const std::string& name, DnsType type = DnsType::a,
                  milliseconds timeout = patience) {
  return ask(server, {{name, type}}, timeout).at(0);
}

std::string text_of(const DnsAnswer& answer) {
  static constexpr const char* names[] = {"found", "no such host", "no data", "not checked"};
  std::string text = names[static_cast<int>(answer.outcome)];
  for (const std::string& alias : answer.aliases) text += " -> " + alias;
  for (const std::string& address : answer.addresses) text += " " + address;
  for (const DnsService& service : answer.services)
    text += fmt::format(" {}:{}", service.target, service.port);
  if (answer.by_zone) text += " by zone";
  if (!answer.reason.empty()) text += ": " + answer.reason;
  return text;
}

/// A zone as CoreDNS answers for a cluster: a ClusterIP Service, a headless one, an ExternalName.
constexpr const char* cluster_zone = R"(
kubernetes.default.svc A 10.96.0.1
cache.jobs.svc A 10.96.4.2
cache.jobs.svc SRV 0 100 6379 cache.jobs.svc
cache.jobs.svc SRV 0 100 9121 cache.jobs.svc
_redis._tcp.cache.jobs.svc SRV 0 100 6379 cache.jobs.svc
nodes.jobs.svc A 10.1.0.4
nodes.jobs.svc A 10.1.0.5
nodes-0.nodes.jobs.svc A 10.1.0.4
nodes.jobs.svc SRV 0 50 6379 nodes-0.nodes.jobs.svc
mail.jobs.svc CNAME smtp.fleet.corp.
)";

constexpr const char* corp_zone = R"(
db A 192.0.2.7
db A 192.0.2.8
six AAAA 2001:db8::6
text TXT "neither"
alias CNAME db
second CNAME alias
loose CNAME gone
away CNAME host.elsewhere.corp.
_mongodb._tcp.shop SRV 0 0 27017 db
*.wild A 192.0.2.99
)";

TEST(Resolver, AsksARealServer) {
  const DnsServer knot =
      DnsServer::knot({{"cluster.local", cluster_zone}, {"fleet.corp", corp_zone}});
  const std::vector<std::pair<DnsQuestion, std::string>> expected = {
      {{"db.fleet.corp", DnsType::a}, "found 192.0.2.7 192.0.2.8"},
      {{"DB.Fleet.Corp", DnsType::a}, "found 192.0.2.7 192.0.2.8"},
      {{"db.fleet.corp", DnsType::aaaa}, "no data"},
      {{"six.fleet.corp", DnsType::aaaa}, "found 2001:db8::6"},
      {{"six.fleet.corp", DnsType::a}, "no data"},
      {{"text.fleet.corp", DnsType::a}, "no data"},
      {{"gone.fleet.corp", DnsType::a}, "no such host by zone"},
      {{"alias.fleet.corp", DnsType::a}, "found -> db.fleet.corp 192.0.2.7 192.0.2.8"},
      {{"second.fleet.corp", DnsType::a},
       "found -> alias.fleet.corp -> db.fleet.corp 192.0.2.7 192.0.2.8"},
      {{"loose.fleet.corp", DnsType::a}, "no such host -> gone.fleet.corp by zone"},
      {{"away.fleet.corp", DnsType::a},
       "not checked: it is an alias of `host.elsewhere.corp`, and the server does not say what "
       "that is"},
      {{"_mongodb._tcp.shop.fleet.corp", DnsType::srv}, "found db.fleet.corp:27017"},
      {{"x.wild.fleet.corp", DnsType::a}, "found 192.0.2.99"},
      {{"cache.jobs.svc.cluster.local", DnsType::srv},
       "found cache.jobs.svc.cluster.local:6379 cache.jobs.svc.cluster.local:9121"},
      {{"nodes.jobs.svc.cluster.local", DnsType::srv},
       "found nodes-0.nodes.jobs.svc.cluster.local:6379"},
      {{"jobs.svc.cluster.local", DnsType::a}, "no data"},
      {{"other.jobs.svc.cluster.local", DnsType::a}, "no such host by zone"},
      {{"elsewhere.test", DnsType::a}, "not checked: the server answered REFUSED"},
  };
  std::vector<DnsQuestion> questions;
  for (const auto& [question, answer] : expected) questions.push_back(question);
  const std::vector<DnsAnswer> answers = ask(knot.address(), questions);
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_EQ(text_of(answers[i]), expected[i].second) << questions[i].name;
}

TEST(Resolver, ServerFailuresAreNotChecked) {
  const DnsServer knot = DnsServer::knot({{"broken.corp", "broken"}});
  EXPECT_EQ(text_of(ask_one(knot.address(), "a.broken.corp")),
            "not checked: the server answered SERVFAIL");
  EXPECT_EQ(text_of(ask_one(knot.address(), "a.other.corp")),
            "not checked: the server answered REFUSED");
}

TEST(Resolver, TheRootDeniesWithoutAZone) {
  const DnsServer knot = DnsServer::knot({{".", "corp NS ns.corp\nns.corp A 192.0.2.1\n"}});
  EXPECT_EQ(text_of(ask_one(knot.address(), "redis-0.redis.databases")), "no such host");
  EXPECT_EQ(text_of(ask_one(knot.address(), "db.fleet.corp")),
            "not checked: the server refers to others instead of asking them");
}

TEST(Resolver, WhatIsTooLargeForUdpComesOverTcp) {
  std::string zone;
  for (int i = 0; i < 200; ++i) zone += fmt::format("many A 198.51.100.{}\n", i);
  const DnsServer knot = DnsServer::knot({{"fleet.corp", zone}});
  const DnsAnswer answer = ask_one(knot.address(), "many.fleet.corp");
  EXPECT_EQ(answer.outcome, DnsOutcome::found) << answer.reason;
  EXPECT_EQ(answer.addresses.size(), 200u);
}

TEST(Resolver, AsksDnsmasqWhichSendsNoSoa) {
  const DnsServer dnsmasq =
      DnsServer::dnsmasq({"--local=/fleet.corp/", "--host-record=db.fleet.corp,192.0.2.7",
                          "--srv-host=_mongodb._tcp.shop.fleet.corp,db.fleet.corp,27017",
                          "--cname=alias.fleet.corp,db.fleet.corp"});
  EXPECT_EQ(text_of(ask_one(dnsmasq.address(), "db.fleet.corp")), "found 192.0.2.7");
  EXPECT_EQ(text_of(ask_one(dnsmasq.address(), "alias.fleet.corp")),
            "found -> db.fleet.corp 192.0.2.7");
  EXPECT_EQ(text_of(ask_one(dnsmasq.address(), "db.fleet.corp", DnsType::aaaa)), "no data");
  EXPECT_EQ(text_of(ask_one(dnsmasq.address(), "gone.fleet.corp")), "no such host");
  EXPECT_EQ(text_of(ask_one(dnsmasq.address(), "_mongodb._tcp.shop.fleet.corp", DnsType::srv)),
            "found db.fleet.corp:27017");
}

TEST(Resolver, ADeadServerCostsItsTimeOnce) {
  const ScriptedServer silent([](const Bytes&) { return std::vector<Reply>(); });
  const auto resolver = open_resolver(silent.address(), impatience);
  ASSERT_TRUE(resolver);
  std::vector<DnsQuestion> questions;
  for (int i = 0; i < 1000; ++i)
    questions.push_back({fmt::format("h{}.fleet.corp", i), DnsType::a});
  const Clock::time_point start = Clock::now();
  for (int call = 0; call < 3; ++call) {
    for (const DnsAnswer& answer : (*resolver)->ask(questions)) {
      ASSERT_EQ(text_of(answer), fmt::format("not checked: no answer from {} within 300 ms",
                                             silent.address().text()));
    }
  }
  const auto took = Clock::now() - start;
  EXPECT_GE(took, impatience);
  EXPECT_LT(took, impatience * 2);
  // Three times each is sent what is on its way at one time; the rest never is.
  EXPECT_GE(silent.questions(), 100u);
  EXPECT_LE(silent.questions(), 300u);
}

TEST(Resolver, ADeadPortCostsNothing) {
  const ServerAddress dead{false, "127.0.0.1", closed_port()};
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(text_of(ask_one(dead, "db.fleet.corp")),
            fmt::format("not checked: nothing answers at {}", dead.text()));
  EXPECT_LT(Clock::now() - start, patience / 2);
}

// --- Servers that answer, but not well -----------------------------------------------------------

constexpr Bytes::value_type an_address[] = {0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 9};

/// The question with the flags of an answer, these many answer records, and their bytes.
Bytes answer_to(const Bytes& question, std::uint16_t flags, std::uint8_t records,
                const Bytes& behind) {
  Bytes answer = question;
  std::size_t end = 12;
  while (end < answer.size() && answer[end] != 0) end += answer[end] + 1u;
  answer.resize(end + 5);  // without the OPT record
  answer[2] = static_cast<std::uint8_t>(flags >> 8);
  answer[3] = static_cast<std::uint8_t>(flags);
  answer[7] = records;
  answer[9] = answer[11] = 0;
  answer.insert(answer.end(), behind.begin(), behind.end());
  return answer;
}

/// A record for the name that was asked, or for another one.
Bytes record(Bytes owner = {0xC0, 12}) {
  owner.insert(owner.end(), std::begin(an_address), std::end(an_address));
  return owner;
}

constexpr std::uint16_t answered = 0x8180;

struct Lie {
  const char* name;
  Reply (*tell)(const Bytes& question);
  const char* outcome;
};

/// What a resolver makes of each; "" where it must not be heard at all.
constexpr Lie lies[] = {
    {"TheTruth", [](const Bytes& q) { return Reply{answer_to(q, answered, 1, record())}; },
     "found 203.0.113.9"},
    {"AnotherId",
     [](const Bytes& q) {
       Bytes lie = answer_to(q, answered, 1, record());
       lie[0] = static_cast<std::uint8_t>(lie[0] + 1);
       return Reply{lie};
     },
     ""},
    {"AnotherQuestion",
     [](const Bytes& q) {
       Bytes lie = answer_to(q, answered, 1, record());
       lie[13] = 'x';
       return Reply{lie};
     },
     ""},
    {"AnotherName",
     [](const Bytes& q) {
       return Reply{answer_to(q, answered, 1, record({4, 'e', 'v', 'i', 'l', 0}))};
     },
     "not checked: the answer is about other names"},
    {"Noise", [](const Bytes&) { return Reply{Bytes(64, 0xA5)}; }, ""},
    {"NoiseBehindTheId",
     [](const Bytes& q) {
       Bytes lie(64, 0xA5);
       lie[0] = q[0], lie[1] = q[1];
       return Reply{lie};
     },
     ""},
    {"Nothing", [](const Bytes&) { return Reply{{}}; }, ""},
    {"MoreRecordsThanThereAre",
     [](const Bytes& q) { return Reply{answer_to(q, answered, 9, record())}; },
     "not checked: the answer is malformed"},
    {"ANameThatPointsAtItself",
     [](const Bytes& q) {
       const auto here = static_cast<std::uint8_t>(answer_to(q, 0, 0, {}).size());
       return Reply{answer_to(q, answered, 1, record({0xC0, here}))};
     },
     "not checked: the answer is malformed"},
    {"AnAddressOfThreeBytes",
     [](const Bytes& q) {
       Bytes lie = answer_to(q, answered, 1, record());
       lie[lie.size() - 5] = 3;
       lie.pop_back();
       return Reply{lie};
     },
     "not checked: the answer is malformed"},
    {"AnAliasOfItself",
     [](const Bytes& q) {
       return Reply{answer_to(q, answered, 1, {0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 2, 0xC0, 12})};
     },
     "not checked: its aliases go in circles"},
    {"AnAddressOfNobody",
     [](const Bytes& q) { return Reply{answer_to(q, answered | 3, 1, record())}; },
     "not checked: the answer contradicts itself"},
    {"AQuestion", [](const Bytes& q) { return Reply{q}; }, "not checked: the answer is malformed"},
    {"NotImplemented", [](const Bytes& q) { return Reply{answer_to(q, answered | 4, 0, {})}; },
     "not checked: the server answered NOTIMP"},
    {"BadVersion", [](const Bytes& q) { return Reply{answer_to(q, answered | 9, 0, {})}; },
     "not checked: the server answered with error 9"},
    {"Late",
     [](const Bytes& q) {
       return Reply{answer_to(q, answered, 1, record()), milliseconds(150)};
     },
     "found 203.0.113.9"},
};

class LyingServer : public ::testing::TestWithParam<Lie> {};

TEST_P(LyingServer, IsNotBelieved) {
  const Lie& lie = GetParam();
  const ScriptedServer server(
      [&](const Bytes& question) { return std::vector<Reply>{lie.tell(question)}; });
  const std::string silence =
      fmt::format("not checked: no answer from {} within 300 ms", server.address().text());
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp", DnsType::a, impatience)),
            *lie.outcome ? lie.outcome : silence);
}

INSTANTIATE_TEST_SUITE_P(Lies, LyingServer, ::testing::ValuesIn(lies),
                         [](const auto& lie) { return std::string(lie.param.name); });

TEST(Resolver, ALieBeforeTheTruthChangesNothing) {
  const ScriptedServer server([](const Bytes& question) {
    Bytes lie = answer_to(question, answered | 3, 0, {});
    lie[1] = static_cast<std::uint8_t>(lie[1] ^ 1);
    return std::vector<Reply>{{lie}, {answer_to(question, answered, 1, record())}};
  });
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp")), "found 203.0.113.9");
}

TEST(Resolver, ALostPacketIsSentAgain) {
  std::atomic<int> seen = 0;
  const ScriptedServer server([&](const Bytes& question) {
    if (++seen == 1) return std::vector<Reply>();
    return std::vector<Reply>{{answer_to(question, answered, 1, record())}};
  });
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp")), "found 203.0.113.9");
  EXPECT_EQ(seen, 2);
}

TEST(Resolver, AServerThatKnowsNoEdnsIsAskedWithout) {
  const ScriptedServer server([](const Bytes& question) {
    const bool has_opt = question[11] == 1;
    return std::vector<Reply>{{has_opt ? answer_to(question, answered | 1, 0, {})
                                       : answer_to(question, answered, 1, record())}};
  });
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp")), "found 203.0.113.9");
}

TEST(Resolver, AServerThatIsSilentOverTcp) {
  constexpr std::uint16_t truncated = 0x8380;
  const ScriptedServer server([](const Bytes& question) {
    return std::vector<Reply>{{answer_to(question, truncated, 0, {})}};
  });
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp", DnsType::a, impatience)),
            fmt::format("not checked: no answer from {} within 300 ms", server.address().text()));
  EXPECT_LT(Clock::now() - start, impatience * 2);
  EXPECT_GE(server.connections(), 1u);
}

TEST(Resolver, AServerThatIsTruncatedOverTcpToo) {
  constexpr std::uint16_t truncated = 0x8380;
  const auto tell = [](const Bytes& question) {
    return std::vector<Reply>{{answer_to(question, truncated, 0, {})}};
  };
  const ScriptedServer server(tell, tell);
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp")),
            "not checked: the answer is truncated");
}

// --- Several servers -----------------------------------------------------------------------------

TEST(Resolver, AsksTheNextServerWhatOneRefusesOrIsSilentAbout) {
  const DnsServer knot = DnsServer::knot({{"fleet.corp", corp_zone}});
  const ScriptedServer silent([](const Bytes&) { return std::vector<Reply>(); });
  const ScriptedServer refusing([](const Bytes& question) {
    return std::vector<Reply>{{answer_to(question, answered | 5, 0, {})}};
  });
  const ServerAddress dead{false, "127.0.0.1", closed_port()};
  const auto resolver = make_resolver({dead, silent.address(), refusing.address(), knot.address()},
                                      milliseconds(900));
  EXPECT_EQ(resolver->server(), dead.text());
  EXPECT_EQ(text_of(resolver->ask(std::vector<DnsQuestion>{{"six.fleet.corp", DnsType::aaaa}})[0]),
            "found 2001:db8::6");
  const std::size_t asked = silent.questions();
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(text_of(resolver->ask(std::vector<DnsQuestion>{{"db.fleet.corp", DnsType::a}})[0]),
            "found 192.0.2.7 192.0.2.8");
  EXPECT_LT(Clock::now() - start, milliseconds(200)) << "the silent server was asked again";
  EXPECT_EQ(silent.questions(), asked);
}

// --- What is asked -------------------------------------------------------------------------------

TEST(Resolver, AsksEachQuestionOnce) {
  const ScriptedServer server([](const Bytes& question) {
    return std::vector<Reply>{{answer_to(question, answered, 1, record())}};
  });
  const DnsQuestion question{"db.fleet.corp", DnsType::a};
  const std::vector<DnsAnswer> answers =
      ask(server.address(), {question, {"DB.fleet.corp", DnsType::a}, question});
  ASSERT_EQ(answers.size(), 3u);
  for (const DnsAnswer& answer : answers) EXPECT_EQ(text_of(answer), "found 203.0.113.9");
  EXPECT_EQ(server.questions(), 1u);
}

TEST(Resolver, AsksNothingThatIsNoName) {
  const ScriptedServer server([](const Bytes&) { return std::vector<Reply>(); });
  const std::string label(64, 'a');
  std::string long_name = "a";
  while (long_name.size() <= 253) long_name += ".abc";
  const std::vector<std::string> names = {"",      ".",     "a..b", ".a",       "a.",  "a b",
                                          "a\\.b", "ä.de",  "a\nb", "10.0.0.1", label, long_name,
                                          "${H}",  "u:p@h", "a/b",  "[::1]",    "a.1"};
  std::vector<DnsQuestion> questions;
  for (const std::string& name : names) questions.push_back({name, DnsType::a});
  for (const DnsAnswer& answer : ask(server.address(), questions))
    EXPECT_EQ(text_of(answer), "not checked: it is no name that DNS can hold");
  EXPECT_EQ(server.questions(), 0u);
  EXPECT_TRUE(is_dns_name(std::string(63, 'a') + ".b"));
  EXPECT_TRUE(is_dns_name("_mongodb._tcp.a-b.c0"));
}

TEST(Resolver, AsksABoundedNumber) {
  const ServerAddress dead{false, "127.0.0.1", closed_port()};
  std::vector<DnsQuestion> questions;
  for (std::size_t i = 0; i <= Resolver::most_questions; ++i)
    questions.push_back({fmt::format("h{}.corp", i), DnsType::a});
  EXPECT_EQ(text_of(ask(dead, questions).back()), "not checked: more than 10000 questions");
}

TEST(ServerAddress, TakesAddressesAlone) {
  const std::pair<const char*, const char*> good[] = {
      {"system", "system"}, {"10.96.0.10", "10.96.0.10:53"}, {"10.96.0.10:5353", "10.96.0.10:5353"},
      {"::1", "[::1]:53"},  {"[fd00::a]", "[fd00::a]:53"},   {"[fd00::a]:8053", "[fd00::a]:8053"},
  };
  for (const auto& [text, expected] : good) {
    const auto server = read_server_address(text);
    EXPECT_TRUE(server) << text;
    if (server) {
      EXPECT_EQ(server->text(), expected);
    }
  }
  for (const char* text :
       {"", "dns.corp", "sytem", "10.96.0", "10.96.0.10:", "10.96.0.10:0", "10.96.0.10:65536",
        "10.96.0.10:53x", "[::1", "[10.0.0.1]:53", "[::1]53", "::1:53:x", "fe80::1%eth0",
        "udp://10.0.0.1", "010.1.1.1", " 10.0.0.1"}) {
    const auto server = read_server_address(text);
    EXPECT_FALSE(server) << text;
    if (!server) {
      EXPECT_TRUE(server.error().message.starts_with("--dns: `")) << server.error().message;
    }
  }
}

}  // namespace
}  // namespace fairlead::testing
