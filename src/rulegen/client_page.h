#pragma once
#include <string>

#include "client/client.h"

namespace fairlead {

/// The Markdown page of a client library, rules/clients/<id>.md.
std::string client_page(const redis::ClientLibrary& library);

}  // namespace fairlead
