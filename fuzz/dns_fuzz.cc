// Any bytes as the answer of a DNS server.
#include <cstdint>
#include <cstdlib>

#include "net/dns.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fairlead;
  for (const DnsType type : {DnsType::a, DnsType::aaaa, DnsType::srv}) {
    const DnsAnswer answer = read_dns_answer({data, size}, {"db.fleet.corp", type});
    const bool has_records = !answer.addresses.empty() || !answer.services.empty();
    if (has_records != (answer.outcome == DnsOutcome::found)) std::abort();
    if (answer.reason.empty() == (answer.outcome == DnsOutcome::not_checked)) std::abort();
    if (answer.aliases.size() > 17) std::abort();
  }
  return 0;
}
