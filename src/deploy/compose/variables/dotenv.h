#pragma once
#include "deploy/compose/variables/substitution.h"

namespace fairlead::compose {

/// Reads a .env file as compose does: sets its variables in `variables`, each seeing those above
/// it. `lookup` goes before them, and says what a name without a value is.
Refused read_dotenv(SourceId source, const Substitution::Lookup& lookup, Unset unset,
                    Environment& variables, Maker& maker);

}  // namespace fairlead::compose
