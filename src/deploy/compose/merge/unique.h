#pragma once
#include "deploy/compose/value/maker.h"
#include "deploy/compose/value/path.h"

namespace fairlead::compose {

/// By what the items of a list are the same to compose.
enum class Index : std::uint8_t {
  key,       ///< what stands before the `=`
  volume,    ///< where it is mounted
  device,    ///< the same
  exposed,   ///< the port
  config,    ///< where it is put, `/NAME` if that is not said
  secret,    ///< the same, `/run/secrets/NAME`
  port,      ///< address, published port, port and protocol
  env_file,  ///< the path
};

/// Of equal items, leaves the last in the place of the first.
Refused unique_items(Value& list, Index index, const Path& path, Maker& maker);

}  // namespace fairlead::compose
