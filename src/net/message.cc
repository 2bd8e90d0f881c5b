// The wire format of DNS answers (RFC 1035 4.1), read without trust: a server may be anyone.
#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "net/dns.h"

namespace fairlead {
namespace {

constexpr std::uint16_t type_ns = 2, type_cname = 5, type_soa = 6, class_in = 1;
constexpr unsigned no_error = 0, name_error = 3;

struct Record {
  std::string owner;  ///< lower case
  std::uint16_t type = 0;
  std::size_t data = 0, size = 0;  ///< of its data, in the message
};

/// Reads forward; `failed` once anything lay outside of the message, and for ever after.
class Cursor {
 public:
  Cursor(std::span<const std::uint8_t> message, std::size_t at) : message_(message), at_(at) {}

  bool failed() const { return failed_; }
  std::size_t at() const { return at_; }

  std::uint16_t u16() {
    if (failed_ || message_.size() - at_ < 2) return fail(), std::uint16_t{0};
    const auto value = static_cast<std::uint16_t>(message_[at_] << 8 | message_[at_ + 1]);
    at_ += 2;
    return value;
  }

  void skip(std::size_t bytes) {
    if (failed_ || message_.size() - at_ < bytes) return fail();
    at_ += bytes;
  }

  /// A name as text in lower case. Compressed parts must lie before what points at them, as every
  /// encoder writes them, so that this ends.
  std::string name() {
    std::string text;
    std::size_t at = at_, earliest = at_;
    bool jumped = false;
    while (!failed_) {
      if (at >= message_.size()) return fail(), std::string();
      const std::size_t length = message_[at];
      if (length >= 0xC0) {
        if (at + 1 >= message_.size()) return fail(), std::string();
        const std::size_t target = (length & 0x3F) << 8 | message_[at + 1];
        if (!jumped) at_ = at + 2;
        if (target >= earliest) return fail(), std::string();
        at = earliest = target;
        jumped = true;
        continue;
      }
      if (length >= 0x40 || message_.size() - at - 1 < length || text.size() > longest_name)
        return fail(), std::string();
      if (length == 0) break;
      if (!text.empty()) text += '.';
      for (const std::uint8_t byte : message_.subspan(at + 1, length)) add(text, byte);
      at += length + 1;
    }
    if (!jumped) at_ = at + 1;
    return lower(text);
  }

  Record record() {
    Record record;
    record.owner = name();
    record.type = u16();
    if (u16() != class_in) record.type = 0;  // OPT has its buffer's size here
    skip(4);                                 // the time to live
    record.size = u16();
    record.data = at_;
    skip(record.size);
    return record;
  }

 private:
  static constexpr std::size_t longest_name = 255;

  /// As zone files write them: a byte that is none of a host name's is a backslash and its number.
  static void add(std::string& text, std::uint8_t byte) {
    const bool plain = byte > ' ' && byte < 0x7F && byte != '.' && byte != '\\';
    if (plain)
      text += static_cast<char>(byte);
    else
      text += fmt::format("\\{:03}", byte);
  }

  void fail() { failed_ = true; }

  std::span<const std::uint8_t> message_;
  std::size_t at_;
  bool failed_ = false;
};

DnsAnswer not_checked(std::string reason) {
  DnsAnswer answer;
  answer.reason = std::move(reason);
  return answer;
}

std::string rcode_words(unsigned rcode) {
  constexpr std::string_view names[] = {"", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};
  return rcode < std::size(names) ? fmt::format("the server answered {}", names[rcode])
                                  : fmt::format("the server answered with error {}", rcode);
}

/// The sections of a message behind its question.
struct Sections {
  std::vector<Record> answers;
  bool has_soa = false, has_ns = false, soa_of_zone = false;
};

class Reader {
 public:
  Reader(std::span<const std::uint8_t> message, const DnsQuestion& question)
      : message_(message), question_(question) {}

  DnsAnswer read() {
    Cursor cursor(message_, 0);
    cursor.skip(2);  // the id, which the transport compared
    const std::uint16_t flags = cursor.u16();
    const std::uint16_t questions = cursor.u16(), answers = cursor.u16(), authority = cursor.u16();
    cursor.skip(2);
    const unsigned rcode = flags & 0xF;
    const bool is_answer = flags & 0x8000, truncated = flags & 0x0200;
    if (cursor.failed() || !is_answer) return malformed();
    if (rcode != no_error && rcode != name_error) return not_checked(rcode_words(rcode));
    if (truncated) return not_checked("the answer is truncated");
    if (questions != 1 || cursor.name() != lower(question_.name) ||
        cursor.u16() != static_cast<std::uint16_t>(question_.type) || cursor.u16() != class_in)
      return not_checked("the answer is to another question");
    Sections sections;
    for (unsigned i = 0; i < answers && !cursor.failed(); ++i)
      sections.answers.push_back(cursor.record());
    for (unsigned i = 0; i < authority && !cursor.failed(); ++i) {
      const Record record = cursor.record();
      sections.has_ns |= record.type == type_ns;
      sections.has_soa |= record.type == type_soa;
      sections.soa_of_zone |= record.type == type_soa && !record.owner.empty();
    }
    if (cursor.failed()) return malformed();
    return judge(sections, rcode == name_error);
  }

 private:
  static DnsAnswer malformed() { return not_checked("the answer is malformed"); }

  DnsAnswer judge(const Sections& sections, bool name_error_said) const {
    DnsAnswer answer;
    std::string owner = lower(question_.name);
    constexpr std::size_t longest_chain = 16;
    while (const Record* alias = find(sections.answers, owner, type_cname)) {
      Cursor target(message_, alias->data);
      owner = target.name();
      if (target.failed()) return malformed();
      answer.aliases.push_back(owner);
      if (answer.aliases.size() > longest_chain) return not_checked("its aliases go in circles");
    }
    for (const Record& record : sections.answers) {
      if (record.owner != owner || record.type != static_cast<std::uint16_t>(question_.type))
        continue;
      if (!add(record, answer)) return malformed();
    }
    return conclude(sections, name_error_said, std::move(answer));
  }

  DnsAnswer conclude(const Sections& sections, bool name_error_said, DnsAnswer answer) const {
    const bool has_records = !answer.addresses.empty() || !answer.services.empty();
    if (name_error_said) {
      if (has_records) return not_checked("the answer contradicts itself");
      answer.outcome = DnsOutcome::no_such_host;
      answer.by_zone = sections.soa_of_zone;
    } else if (has_records) {
      answer.outcome = DnsOutcome::found;
    } else if (!sections.answers.empty() && answer.aliases.empty()) {
      return not_checked("the answer is about other names");
    } else if (!answer.aliases.empty() && !sections.has_soa) {
      return not_checked(
          fmt::format("it is an alias of `{}`, and the server does not say what that is",
                      answer.aliases.back()));
    } else if (sections.has_ns && !sections.has_soa) {
      return not_checked("the server refers to others instead of asking them");
    } else {
      answer.outcome = DnsOutcome::no_data;
    }
    return answer;
  }

  static const Record* find(const std::vector<Record>& records, std::string_view owner,
                            std::uint16_t type) {
    const auto found = std::ranges::find_if(records, [&](const Record& record) {
      return record.type == type && record.owner == owner;
    });
    return found == records.end() ? nullptr : &*found;
  }

  /// Whether the record's data are what its type has.
  bool add(const Record& record, DnsAnswer& answer) const {
    const std::uint8_t* data = message_.data() + record.data;
    if (question_.type == DnsType::srv) {
      Cursor cursor(message_, record.data);
      cursor.skip(4);  // priority and weight
      DnsService service;
      service.port = cursor.u16();
      service.target = cursor.name();
      if (cursor.failed() || cursor.at() != record.data + record.size) return false;
      answer.services.push_back(std::move(service));
      return true;
    }
    const bool v6 = question_.type == DnsType::aaaa;
    char text[INET6_ADDRSTRLEN];
    if (record.size != (v6 ? 16u : 4u)) return false;
    if (!inet_ntop(v6 ? AF_INET6 : AF_INET, data, text, sizeof text)) return false;
    answer.addresses.emplace_back(text);
    return true;
  }

  std::span<const std::uint8_t> message_;
  const DnsQuestion& question_;
};

}  // namespace

DnsAnswer read_dns_answer(std::span<const std::uint8_t> message, const DnsQuestion& question) {
  return Reader(message, question).read();
}

}  // namespace fairlead
