#pragma once
#include <map>

#include "net/resolver.h"

namespace fairlead::testing {

/// Answers as the `dns:` of a rule's example says (lint/rule_file.h), from zones below the root,
/// and remembers what it was asked.
class WrittenDns : public Resolver {
 public:
  explicit WrittenDns(std::map<std::string, std::string> answers) : answers_(std::move(answers)) {}

  std::string server() const override { return "192.0.2.53:53"; }
  std::vector<DnsAnswer> ask(std::span<const DnsQuestion> questions) override;

  const std::vector<DnsQuestion>& asked() const { return asked_; }

 private:
  std::map<std::string, std::string> answers_;
  std::vector<DnsQuestion> asked_;
};

}  // namespace fairlead::testing
