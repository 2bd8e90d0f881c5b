#pragma once
#include <optional>
#include <string>
#include <vector>

#include "address/url_text.h"
#include "base/name_words.h"
#include "facts/connect/endpoints.h"

namespace fairlead {

/// Where an address is used: who reads it, and from which namespace.
struct AddressUser {
  std::string variable;
  std::string namespace_name;
  const Workload* workload = nullptr;
  const Container* container = nullptr;
  bool beside_master = false;          ///< see Endpoint
  const Resource* scaler = nullptr;    ///< see Endpoint
  Product product = Product::unknown;  ///< what it connects to, where the name need not say it
  std::vector<std::string> words = name_words(variable);
};

/// What stands beside a host: in the variables whose names differ from its own by their last word.
struct BesideHost {
  WrittenText port;  ///< with commas, that of each host
  WrittenText database;
  bool port_elsewhere = false;  ///< something else may name the port: then none is assumed
};

/// Finds the addresses in texts and keeps them in a table.
class AddressReader {
 public:
  /// `sources` must outlive it.
  explicit AddressReader(const SourceMap& sources) : sources_(sources) {}

  /// What one variable or leaf holds: a connection URL, what was meant to be one, or hosts.
  void value(const WrittenText& text, const BesideHost& beside, const AddressUser& user);
  /// Takes a connection URL, or what was meant to be one; says whether it is that.
  bool url(const WrittenText& text, const BesideHost& beside, const AddressUser& user);
  /// Every connection URL inside of a text: an argument, a file.
  void text(const WrittenText& text, const AddressUser& user);
  /// `h:p` or `h1:p,h2:p` where the variable is called after an address.
  void hosts(const WrittenText& text, const BesideHost& beside, const AddressUser& user);

  /// The hosts of a text that is known to hold some, for a user that names the product.
  void address(const WrittenText& text, const BesideHost& beside, const AddressUser& user) {
    hosts_of(text, beside, user);
  }

  EndpointTable done();

 private:
  void hosts_of(const WrittenText& text, const BesideHost& beside, const AddressUser& user);
  void add_url(redis::ConnectionUrl url, std::size_t shift, const WrittenText& text,
               const AddressUser& user);
  Endpoint start(const WrittenText& text, const AddressUser& user) const;
  void begin(const WrittenText& text);
  void end(const WrittenText& text, const redis::UrlText& read);
  void leave_out(const WrittenText& text, std::size_t count, std::size_t all,
                 std::string_view what);
  std::vector<redis::HostPort> within(std::vector<redis::HostPort> hosts);
  bool in_comment(std::string_view text, std::size_t at);
  void split_port(Endpoint& endpoint, const WrittenText& port, std::size_t host);
  void place(Endpoint& endpoint, const redis::HostPort& item, std::size_t shift);
  void select_database(Endpoint& endpoint, const redis::ConnectionUrl& url, std::size_t shift);

  const SourceMap& sources_;
  std::optional<TextSpans> spans_;  // of the text that is being read
  std::size_t hosts_ = 0;           // of it
  EndpointTable table_;
};

}  // namespace fairlead
