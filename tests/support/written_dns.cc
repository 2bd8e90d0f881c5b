#include "support/written_dns.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace fairlead::testing {
namespace {

/// What is written for a name, in the words of one answer: the records of one type.
DnsAnswer answer_of(const std::string& name, std::string_view written, DnsType type) {
  DnsAnswer answer;
  if (written == "server failure") {
    answer.reason = "the server answered SERVFAIL";
    return answer;
  }
  answer.outcome = DnsOutcome::no_data;
  if (written == "no data") return answer;
  std::string_view before;
  bool ports = false;
  for (const std::string_view word : split(written, ' ')) {
    if (word == "ports") {
      ports = true;
    } else if (ports && type == DnsType::srv) {
      answer.services.push_back({name, port_from(word).value_or(0)});
    } else if (before == "of") {
      answer.aliases.emplace_back(word);
    } else if (!ports && word != "alias" && word != "of" &&
               type == (contains(word, ":") ? DnsType::aaaa : DnsType::a)) {
      answer.addresses.emplace_back(word);
    }
    before = word;
  }
  if (!answer.addresses.empty() || !answer.services.empty()) answer.outcome = DnsOutcome::found;
  return answer;
}

}  // namespace

std::vector<DnsAnswer> WrittenDns::ask(std::span<const DnsQuestion> questions) {
  std::vector<DnsAnswer> all;
  for (const DnsQuestion& question : questions) {
    asked_.push_back(question);
    EXPECT_TRUE(is_dns_name(question.name)) << question.name;
    const auto written = answers_.find(question.name);
    if (written != answers_.end()) {
      all.push_back(answer_of(question.name, written->second, question.type));
      continue;
    }
    all.push_back({DnsOutcome::no_such_host, {}, {}, {}, true, ""});
  }
  return all;
}

}  // namespace fairlead::testing
