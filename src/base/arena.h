#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace fairlead {

/// Memory that is freed all at once: what lives in it needs no destructor.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
  }

  /// A copy of `items` that lives as long as the arena.
  template <typename T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    void* memory = allocate(items.size_bytes(), alignof(T));
    std::memcpy(memory, items.data(), items.size_bytes());
    return {static_cast<T*>(memory), items.size()};
  }

  /// Memory that lives as long as the arena; what is put there needs no destructor.
  void* raw(std::size_t size, std::size_t alignment) { return allocate(size, alignment); }

  /// A copy of `text` that lives as long as the arena.
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    auto* memory = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(memory, text.data(), text.size());
    return {memory, text.size()};
  }

  /// How much has been made.
  struct Mark {
    std::size_t blocks = 0, capacity = 0, used = 0, total = 0;
  };
  Mark mark() const { return {blocks_.size(), capacity_, used_, total_}; }
  /// Frees all that was made since then.
  void release(const Mark& mark) {
    blocks_.resize(mark.blocks);
    capacity_ = mark.capacity;
    used_ = mark.used;
    total_ = mark.total;
  }

 private:
  /// Small files are the rule, so blocks begin small; a quarter more each time, so that little of
  /// a whole tree is left empty at its end.
  static constexpr std::size_t smallest_block = 1024;
  static constexpr std::size_t largest_block = 1 << 20;

  void* allocate(std::size_t size, std::size_t alignment) {
    std::size_t at = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || at + size > capacity_) {
      capacity_ = std::max(size, std::clamp(total_ / 4, smallest_block, largest_block));
      total_ += capacity_;
      blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(capacity_));
      at = 0;
    }
    used_ = at + size;
    return blocks_.back().get() + at;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
  std::size_t total_ = 0;
};

}  // namespace fairlead
