#include "support/dns_ask.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace fairlead::testing {

std::vector<DnsAnswer> ask(const ServerAddress& server, const std::vector<DnsQuestion>& questions,
                           std::chrono::milliseconds timeout) {
  const auto resolver = open_resolver(server, timeout);
  if (!resolver) {
    ADD_FAILURE() << resolver.error().message;
    return std::vector<DnsAnswer>(questions.size());
  }
  return (*resolver)->ask(questions);
}

DnsAnswer ask_one(const ServerAddress& server, const std::string& name, DnsType type,
                  std::chrono::milliseconds timeout) {
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

constexpr Bytes::value_type an_address[] = {0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 9};

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

Bytes record(Bytes owner) {
  owner.insert(owner.end(), std::begin(an_address), std::end(an_address));
  return owner;
}

}  // namespace fairlead::testing
