#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <string_view>
#include <vector>

namespace fairlead {

/// How many edits away a name may be that was meant by `text`: a third of its length, 1 to 5;
/// nothing where the text is longer than what anybody mistypes.
std::optional<std::size_t> most_slips(std::string_view text);

/// The characters of a text as a set of bits, of which some share one.
std::uint64_t letters_of(std::string_view text);
/// How many edits at least lie between two texts of these letters: one edit takes or brings at most
/// one character.
std::size_t least_edits(std::uint64_t a, std::uint64_t b);

/// Many names, of which those near to a text are found without a look at each (edit_distance in
/// base/text.h): their beginnings are compared once for all that share them.
class NearNames {
 public:
  /// Edits beyond which nothing is looked for.
  static constexpr std::size_t most = 5;

  /// The names' texts must outlive it.
  explicit NearNames(std::vector<std::string_view> names);

  /// The names within some edits of a text, by number.
  class Search {
   public:
    Search(const NearNames& names, std::string_view text, std::size_t edits);
    /// The number of the next one, ascending; nothing behind the last.
    std::optional<std::size_t> next();

   private:
    /// A row of the table of distances, so far as it lies near the diagonal.
    using Row = std::array<std::uint8_t, 2 * most + 1>;
    /// Names that are still to be looked at, or are found: all that `first` begins.
    struct Open {
      std::size_t least = 0;  ///< the lowest number of them
      std::size_t node = 0;
      std::size_t same = 0;  ///< found: names alike from this place of the order on; 0: not yet
      Row last = {}, before = {};
      bool operator>(const Open& other) const { return least > other.least; }
    };
    bool advance(Open& open, std::string_view name, std::size_t at) const;
    std::uint8_t cell(const Open& open, const Row& row, std::string_view name, std::size_t at,
                      std::size_t band) const;
    bool is_found(const Open& open, std::size_t length) const;
    void push_found(std::size_t node, std::size_t same);
    void enter(const Open& from, std::size_t node);

    const NearNames& names_;
    const std::string_view text_;
    const std::size_t edits_;
    const std::uint64_t letters_;
    std::priority_queue<Open, std::vector<Open>, std::greater<>> open_;
  };

  /// The name that is nearest to `text`, or "", as nearest() of base/text.h has it, but for those
  /// that are `not_this`.
  std::string_view nearest(std::string_view text, std::string_view not_this) const;

  /// The work of all searches so far, in letters that were compared.
  std::size_t steps() const { return steps_; }

 private:
  /// All names that begin alike.
  struct Node {
    std::size_t begin = 0, end = 0;  ///< in the order of the names
    std::size_t depth = 0;           ///< how many letters they share
    std::size_t least = 0;           ///< the lowest number of them
    std::size_t alike = 0;           ///< where those end that have no further letter
    std::size_t first_child = 0, children = 0;
  };
  void grow(std::size_t node);

  std::vector<std::string_view> names_;
  std::vector<std::size_t> order_;
  std::vector<std::uint64_t> letters_;  // by order
  std::vector<Node> nodes_;
  mutable std::size_t steps_ = 0;
};

}  // namespace fairlead
