#include "gotemplate/value/containers.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "gotemplate/value/heap.h"
#include "tree/scalar.h"

namespace fairlead::gotemplate {
namespace {

/// Smaller maps are searched one by one.
constexpr std::uint32_t few = 8;

/// What a container keeps of a value: an interface holds nil, never nothing.
Value kept(const TypeInfo& type, Value value) {
  if (!value.is_valid()) value = Value::nil(value.origin());
  return value.boxed(type.element == Type::nil);
}

}  // namespace

void List::thaw() {
  const Node* node = std::exchange(frozen_, nullptr);
  const Items items = node->items();
  // encoding/json grows a slice to the next power of two.
  reserve(items.empty() ? 0 : std::bit_ceil(items.size()));
  for (const Node* item : items) push(heap_->thaw(Ref(item)));
}

void List::reserve(std::size_t count) {
  if (count <= capacity_ || !heap_->budget().make(count * sizeof(Value))) return;
  auto* grown = heap_->array<Value>(count);
  std::copy(items_, items_ + size_, grown);
  std::fill(grown + size_, grown + count, Value::nil().boxed(true));
  items_ = grown;
  capacity_ = static_cast<std::uint32_t>(count);
}

void List::push(Value value) {
  if (frozen_) thaw();
  if (size_ == capacity_) reserve(std::max<std::size_t>(4, std::size_t{2} * capacity_));
  if (size_ == capacity_) return;
  heap_->budget().step();
  items_[size_++] = kept(*type_, value);
}

List List::part(std::size_t from, std::size_t to, std::size_t capacity) {
  List part = *this;
  part.items_ = items().data() + from;
  part.frozen_ = nullptr;
  part.size_ = static_cast<std::uint32_t>(to - from);
  part.capacity_ = static_cast<std::uint32_t>(capacity - from);
  return part;
}

void Map::thaw() {
  const Ref node(std::exchange(frozen_, nullptr));
  for (const Entry& entry : node.entries()) {
    const Node* key = entry.key->resolved();
    if (!key || !key->is_scalar()) continue;
    const std::string other = key->is_string() ? "" : json_key(*key);
    const BuiltText* name = heap_->leaf(*key, key->is_string() ? key->text() : other);
    const std::uint32_t hash = key_hash(name->text());
    append(name, hash, kept(*type_, heap_->thaw(Ref(entry))));
  }
}

Map::Item* Map::item(std::string_view key, std::uint32_t hash) {
  if (frozen_) thaw();
  if (size_ <= few) {
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (items_[i].hash == hash && items_[i].name() == key) return items_ + i;
    }
    return nullptr;
  }
  if (!slots_) index();
  for (std::uint32_t at = hash;; ++at) {
    const std::uint32_t slot = slots_[at & (slot_count_ - 1)];
    if (slot == 0) return nullptr;
    Item& found = items_[slot - 1];
    if (found.hash == hash && found.name() == key) return &found;
  }
}

Value* Map::find(std::string_view key, std::uint32_t hash) {
  Item* found = item(key, hash);
  return found ? &found->value : nullptr;
}

const BuiltText* Map::key(std::string_view key) {
  const Item* found = item(key, key_hash(key));
  return found ? found->key : nullptr;
}

void Map::append(const BuiltText* key, std::uint32_t hash, Value value) {
  if (size_ == capacity_) {
    const std::uint32_t wanted = std::max(4u, 2 * capacity_);
    if (!heap_->budget().make(sizeof(Item) * wanted)) return;
    capacity_ = wanted;
    auto* grown = heap_->array<Item>(capacity_);
    std::copy(items_, items_ + size_, grown);
    items_ = grown;
  }
  if (size_ > 0 && is_sorted_) is_sorted_ = items_[size_ - 1].name() < key->text();
  items_[size_++] = {key, hash, value};
  heap_->budget().step();
  if (!slots_) return;
  if (2 * size_ > slot_count_) {
    slots_ = nullptr;
    return;
  }
  std::uint32_t at = hash;
  while (slots_[at & (slot_count_ - 1)] != 0) ++at;
  slots_[at & (slot_count_ - 1)] = size_;
}

void Map::index() {
  slot_count_ = std::bit_ceil(4 * size_);
  heap_->budget().make(slot_count_ * sizeof *slots_);
  slots_ = heap_->array<std::uint32_t>(slot_count_);
  std::memset(slots_, 0, slot_count_ * sizeof *slots_);
  for (std::uint32_t i = 0; i < size_; ++i) {
    std::uint32_t at = items_[i].hash;
    while (slots_[at & (slot_count_ - 1)] != 0) ++at;
    slots_[at & (slot_count_ - 1)] = i + 1;
  }
}

void Map::set(const BuiltText* key, Value value) {
  const std::uint32_t hash = key_hash(key->text());
  if (Item* found = item(key->text(), hash))
    found->value = kept(*type_, value);
  else
    append(key, hash, kept(*type_, value));
}

bool Map::erase(std::string_view key) {
  Item* found = item(key, key_hash(key));
  if (!found) return false;
  std::copy(found + 1, items_ + size_, found);
  --size_;
  slots_ = nullptr;
  heap_->budget().step(1 + size_ / 64);
  return true;
}

std::span<Map::Item> Map::sorted() {
  if (frozen_) thaw();
  const std::span<Item> all(items_, size_);
  if (!is_sorted_) {
    std::ranges::sort(all, {}, &Item::name);
    is_sorted_ = true;
    slots_ = nullptr;
    heap_->budget().step(1 + size_ / 16);
  }
  return all;
}

}  // namespace fairlead::gotemplate
