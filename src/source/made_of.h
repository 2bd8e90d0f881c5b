#pragma once
#include <functional>
#include <string_view>

#include "source/source_map.h"

namespace fairlead {

/// The place of `text` where `encoded` was made of it as a whole: what base64 in a rendered Secret
/// was made of. No place where that is not known.
Span made_of(const SourceMap& sources, Span encoded, std::string_view text);

/// Bytes of a made text, and what they were made of.
struct MadePiece {
  Span at;
  Span of;               ///< byte for byte, unless `whole`
  const SourceMap& map;  ///< that `of` is in
  bool whole = false;    ///< they were made of all of it (encoded, in other letters)
};

/// Calls with each piece of the texts that `sources` has itself, as they were made: a text comes
/// behind those that it was made of.
void each_piece(const SourceMap& sources, const std::function<void(const MadePiece&)>& visit);

}  // namespace fairlead
