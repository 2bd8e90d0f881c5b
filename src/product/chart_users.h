#pragma once
#include <span>
#include <string_view>

#include "product/products.h"

namespace fairlead::redis {

/// Values of a chart that name a Redis which its programs write to.
struct UserConnection {
  std::string_view host;  ///< a URL, a host, or `host:port`
  std::string_view port = {};
  std::string_view when = {};  ///< as in products.h
};

/// A chart of programs that use a Redis which others run. Of what it makes nothing is known.
struct ChartUser {
  Product chart;  ///< its name, its publisher, its versions, and the Secrets that it reads
  std::span<const UserConnection> connections;
};

/// The chart of that name from that repository, where a table holds for this version; or null.
const ChartUser* find_user(std::string_view chart, std::string_view repository,
                           std::string_view version);
/// The connection whose host stands at a path of its values, where it certainly uses it; or null.
const UserConnection* connection_at(const ChartUser& user, std::string_view path,
                                    const Lookup& settings);

}  // namespace fairlead::redis
