#pragma once
#include <string>

#include "address/broken_url.h"
#include "address/url.h"
#include "facts/cluster/workload.h"
#include "tree/written_text.h"

namespace fairlead {

/// A connection URL as a whole, where it is written. Its servers are endpoints too.
struct Connection {
  redis::ConnectionUrl url;  ///< its parts are pieces of `text`
  WrittenText text;
  std::size_t shift = 0;                 ///< of the URL's offsets in the text
  std::string variable;                  ///< env name or values path; "" in arguments
  const Workload* workload = nullptr;    ///< null in a values file
  const Container* container = nullptr;  ///< null in a values file

  /// The place of the URL's bytes [from, to).
  Span span(const SourceMap& sources, std::size_t from, std::size_t to) const {
    return text.span(sources, shift + from, shift + to);
  }
  Span span(const SourceMap& sources, const redis::Part& part) const {
    return span(sources, part.begin, part.end);
  }
  const Resource* resource() const { return workload ? workload->resource : nullptr; }
};

/// A text that stands where a connection URL belongs, and is none that a client reads.
struct BrokenConnection {
  redis::BrokenUrl url;
  WrittenText text;
  std::size_t shift = 0;                 ///< of the URL's offsets in the text
  std::string variable;                  ///< env name or values path
  const Workload* workload = nullptr;    ///< null in a values file
  const Container* container = nullptr;  ///< null in a values file

  /// The bytes that are wrong.
  Span span(const SourceMap& sources) const {
    return text.span(sources, shift + url.at.begin, shift + url.at.end);
  }
  const Resource* resource() const { return workload ? workload->resource : nullptr; }
};

}  // namespace fairlead
