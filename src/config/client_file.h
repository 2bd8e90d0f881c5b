#pragma once
#include <string>

#include "base/arena.h"
#include "base/error.h"
#include "client/client.h"
#include "tree/document.h"

namespace fairlead {

/// A client library as rules/clients/<id>.yaml and `clients:` of a fairlead.yaml describe it
/// (schemas/client.schema.json). Its texts and lists are copied into `arena`. The first mistake is
/// a usage error with its place: an unknown key, a command that no server has, an id that is not
/// there.
Result<redis::ClientLibrary> read_client(const SourceMap& sources, Arena& arena, Ref mapping);

}  // namespace fairlead
