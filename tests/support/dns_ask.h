#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "net/resolver.h"
#include "support/dns_server.h"

namespace fairlead::testing {

using Clock = std::chrono::steady_clock;

inline constexpr std::chrono::milliseconds patience{2000};  // more than a server here ever needs
inline constexpr std::chrono::milliseconds impatience{300};

std::vector<DnsAnswer> ask(const ServerAddress& server, const std::vector<DnsQuestion>& questions,
                           std::chrono::milliseconds timeout = patience);
DnsAnswer ask_one(const ServerAddress& server, const std::string& name, DnsType type = DnsType::a,
                  std::chrono::milliseconds timeout = patience);
/// "found -> alias 192.0.2.7", "no such host by zone", "not checked: why".
std::string text_of(const DnsAnswer& answer);

/// The flags of an answer without an error, and of one that is truncated.
inline constexpr std::uint16_t answered = 0x8180, truncated = 0x8380;

/// The question with the flags of an answer, these many answer records, and their bytes.
Bytes answer_to(const Bytes& question, std::uint16_t flags, std::uint8_t records,
                const Bytes& behind);
/// A record with the address 203.0.113.9, of the name that was asked for or of another one.
Bytes record(Bytes owner = {0xC0, 12});

}  // namespace fairlead::testing
