// The resolver beside real servers: knotd and dnsmasq.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "support/dns_ask.h"
#include "support/dns_server.h"
#include "support/harness.h"
#include "support/process.h"

namespace fairlead::testing {
namespace {

using std::chrono::milliseconds;

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
      DnsServer::knot({{"cluster.local", recorded_cluster()}, {"fleet.corp", corp_zone}});
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
      {{"cache.data.svc.cluster.local", DnsType::srv},
       "found cache.data.svc.cluster.local:6379 cache.data.svc.cluster.local:9121"},
      {{"nodes-0.nodes.data.svc.cluster.local", DnsType::a}, "found 10.1.0.4"},
      {{"elsewhere.test", DnsType::a}, "not checked: the server answered REFUSED"},
  };
  std::vector<DnsQuestion> questions;
  for (const auto& [question, answer] : expected) questions.push_back(question);
  const std::vector<DnsAnswer> answers = ask(knot.address(), questions);
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_EQ(text_of(answers[i]), expected[i].second) << questions[i].name;
}

TEST(Resolver, ReadsDenialsAsCoreDnsMeansThem) {
  const std::string zone = recorded_cluster();
  const DnsServer knot = DnsServer::knot({{"cluster.local", zone}});
  std::size_t denials = 0;
  for (const std::string_view line : split(zone, '\n')) {
    const auto words = split(line, ' ');
    if (words.size() != 4 || (words[1] != "nodata" && words[1] != "nxdomain")) continue;
    if (words[2] == "mail.data.svc") continue;  // an alias has no other record in a zone
    const DnsType type = words[3] == "SRV"    ? DnsType::srv
                         : words[3] == "AAAA" ? DnsType::aaaa
                                              : DnsType::a;
    EXPECT_EQ(text_of(ask_one(knot.address(), fmt::format("{}.cluster.local", words[2]), type)),
              words[1] == "nodata" ? "no data" : "no such host by zone")
        << line;
    ++denials;
  }
  EXPECT_GT(denials, 10u);
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
  EXPECT_LT(took, impatience * 3) << "each of the three calls waited";
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
  EXPECT_LT(Clock::now() - start, milliseconds(290)) << "the silent server was asked again";
  EXPECT_EQ(silent.questions(), asked);
}

std::string servers_of(const std::string& resolv_conf) {
  const std::string directory = new_directory();
  std::ofstream(directory + "/resolv.conf") << resolv_conf;
  std::string text;
  for (const ServerAddress& server : system_servers(directory + "/resolv.conf"))
    text += server.text() + " ";
  std::filesystem::remove_all(directory);
  return text;
}

TEST(Resolver, TakesTheServersOfTheMachine) {
  EXPECT_EQ(servers_of("# a comment\nsearch corp\nnameserver 10.0.0.1\nnameserver fd00::a\n"
                       "options timeout:9 rotate\nnameserver 10.0.0.2\nnameserver 10.0.0.3\n"),
            "10.0.0.1:53 [fd00::a]:53 10.0.0.2:53 ");
  EXPECT_EQ(servers_of("search corp\n"), "127.0.0.1:53 ");
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
  EXPECT_TRUE(is_dns_name(fmt::format("{}.b", label.substr(1))));
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
