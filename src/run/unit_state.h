#pragma once
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "deploy/sites.h"
#include "deploy/types/allowance.h"
#include "deploy/types/file_set.h"
#include "deploy/types/unit_texts.h"
#include "facts/facts.h"
#include "lint/finding.h"
#include "lint/looked_at.h"
#include "lint/suppress.h"
#include "run/asked.h"
#include "wiring/dns.h"
#include "wiring/summary/summary.h"

namespace fairlead {

struct Builds;

/// What a run knows of one unit.
struct UnitState {
  Unit unit;
  const Config* config = nullptr;
  std::shared_ptr<UnitTexts> texts;
  SourceMap* sources = nullptr;  ///< of `texts`: the unit's made texts on top of the written ones
  std::unique_ptr<Facts> facts;
  std::vector<std::string> inputs;  ///< Rendered::inputs, sorted, each once
  /// The inputs as they were read; null for what was not there.
  std::vector<std::pair<std::string, const File*>> read;
  std::vector<Unit> named;  ///< what rendering it named to be deployed as well
  std::vector<Gap> beyond;  ///< of these, what was too many
  Allowance allowance;      ///< what rendering it took; one that had none is rendered again
  UnitSummary summary;
  bool asked = true;         ///< false: nothing of it is asked for, so it only answers others
  Share share = Share::all;  ///< what of it is reported
  bool linted = false;       ///< what follows holds
  std::vector<Finding> findings;
  LookedAt looked_at;
  Ignores ignores;  ///< of its objects' annotations
};

/// What a run is about: only what is made of `changes` (null: of anything), at these paths.
struct UnitsAsked {
  const std::set<std::string>* changes = nullptr;
  const Asked* paths = nullptr;  ///< never null
};

/// Renders and models a unit.
std::unique_ptr<UnitState> model_unit(Unit unit, const Config& config, const FileSet& files,
                                      const Sites& sites, const SourceMap& written,
                                      const UnitsAsked& asked, const Allowance& allowance = {});

/// Whether a state still holds for `unit`, as it is found now: the same files, and all that it read
/// or missed as it was.
bool holds(const UnitState& state, const Unit& unit, const FileSet& files);

/// Runs the rules on a modelled unit.
void lint_state(UnitState& state, const Summaries& summaries, const DnsFacts* dns,
                const Builds* builds);

}  // namespace fairlead
