// The resolver beside servers that are broken, silent or mean harm.
#include <fmt/format.h>

#include <atomic>

#include "support/dns_ask.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using std::chrono::milliseconds;

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
       return Reply{answer_to(q, answered, 1, record()), milliseconds(70)};
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
  const auto tell = [](const Bytes& question) {
    return std::vector<Reply>{{answer_to(question, truncated, 0, {})}};
  };
  const ScriptedServer server(tell, tell);
  EXPECT_EQ(text_of(ask_one(server.address(), "db.fleet.corp")),
            "not checked: the answer is truncated");
}

}  // namespace
}  // namespace fairlead::testing
