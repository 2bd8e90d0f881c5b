#pragma once
#include <span>
#include <string>

#include "client/client.h"

namespace fairlead {

/// The C++ source that defines redis::client_libraries() with these, which must be sorted by id.
std::string clients_source(std::span<const redis::ClientLibrary> libraries);

}  // namespace fairlead
