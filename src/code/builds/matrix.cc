#include "code/builds/matrix.h"

#include <algorithm>

#include "base/text.h"
#include "code/builds/partial_text.h"

namespace fairlead {
namespace {

constexpr std::size_t most_runs = 256;

class Matrix {
 public:
  explicit Matrix(const ContextLookup& contexts) : contexts_(contexts) {}

  std::vector<MatrixRun> runs(Ref matrix) {
    std::vector<MatrixRun> runs = {{}};
    std::vector<std::string> axes;
    for (const Entry& entry : matrix.entries()) {
      const std::string name(entry.key->text());
      const Ref values(entry.value);
      if (name == "include" || name == "exclude") continue;
      axes.push_back(name);
      // What an expression makes is not known.
      if (!values || !values->is_sequence()) continue;
      std::vector<MatrixRun> more;
      for (const MatrixRun& run : runs) {
        for (const Node* item : values.items()) {
          MatrixRun with = run;
          set(with, name, Ref(item), 0);
          more.push_back(std::move(with));
          if (more.size() > most_runs) return {{}};
        }
      }
      runs = std::move(more);
    }
    if (axes.empty() && matrix["include"].present()) runs.clear();
    for (const Node* item : matrix["include"].items()) include(runs, axes, Ref(item));
    if (runs.empty()) runs.emplace_back();
    return runs;
  }

 private:
  void set(MatrixRun& run, const std::string& path, Ref value, std::size_t depth) {
    if (!value || depth > 8) return;
    if (value->is_scalar()) {
      const Alternatives all = evaluated(value.text(), contexts_);
      run.insert_or_assign(path, all.size() == 1 ? all[0] : std::string(unknown_text));
    }
    for (const Entry& entry : value.entries())
      set(run, path + "." + std::string(entry.key->text()), Ref(entry.value), depth + 1);
  }

  /// An entry goes to the runs whose values it does not change, or makes one of its own.
  void include(std::vector<MatrixRun>& runs, const std::vector<std::string>& axes, Ref entry) {
    MatrixRun extra;
    for (const Entry& each : entry.entries())
      set(extra, std::string(each.key->text()), Ref(each.value), 0);
    bool taken = false;
    for (MatrixRun& run : runs) {
      const bool fits = !axes.empty() && std::ranges::all_of(axes, [&](const std::string& axis) {
        const auto own = run.find(axis);
        const auto other = extra.find(axis);
        return other == extra.end() || (own != run.end() && own->second == other->second);
      });
      if (!fits) continue;
      run.insert(extra.begin(), extra.end());
      taken = true;
    }
    if (!taken && runs.size() < most_runs) runs.push_back(std::move(extra));
  }

  const ContextLookup& contexts_;
};

}  // namespace

std::vector<MatrixRun> matrix_runs(Ref matrix, const ContextLookup& contexts) {
  if (!matrix || !matrix->is_mapping()) return {{}};
  return Matrix(contexts).runs(matrix);
}

}  // namespace fairlead
