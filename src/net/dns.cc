#include "net/dns.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {

DnsAnswer either(const DnsAnswer& a, const DnsAnswer& aaaa) {
  // The nearer an outcome is to an address, the more it says; doubt beats a denial.
  const auto rank = [](DnsOutcome outcome) {
    switch (outcome) {
      case DnsOutcome::found:
        return 3;
      case DnsOutcome::not_checked:
        return 2;
      case DnsOutcome::no_data:
        return 1;
      case DnsOutcome::no_such_host:
        return 0;
    }
    __builtin_unreachable();
  };
  DnsAnswer best = rank(aaaa.outcome) > rank(a.outcome) ? aaaa : a;
  if (best.outcome == DnsOutcome::found && a.outcome == aaaa.outcome) {
    best.addresses.insert(best.addresses.end(), aaaa.addresses.begin(), aaaa.addresses.end());
  }
  return best;
}

bool is_dns_name(std::string_view name) {
  constexpr std::size_t longest_name = 253, longest_label = 63;
  if (name.empty() || name.size() > longest_name) return false;
  const auto labels = split(name, '.');
  const bool well_formed = std::ranges::all_of(labels, [](std::string_view label) {
    return !label.empty() && label.size() <= longest_label &&
           std::ranges::all_of(label, [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_';
           });
  });
  // An address, or a part of one: no top-level domain is a number (RFC 3696 2).
  return well_formed && labels.back().find_first_not_of("0123456789") != std::string_view::npos;
}

}  // namespace fairlead
