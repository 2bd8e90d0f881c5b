#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace fairlead::redis {

enum class ServiceRole : std::uint8_t {
  data,      ///< takes writes: the master, or the only node
  mixed,     ///< every node: a write may meet a replica, which refuses it
  replica,   ///< read-only
  sentinel,  ///< answers where the master is; takes no data commands
  cluster,   ///< a node of a cluster: needs a client that speaks its protocol
  metrics,   ///< an exporter's HTTP
};

/// A Service that an operator creates for an object.
struct ProductService {
  std::string_view name;  ///< with `{}` for the object's name: `rfs-{}`
  std::uint16_t port = 6379;
  ServiceRole role = ServiceRole::data;
  bool headless = false;
  std::string_view condition;  ///< the field that must be there or true (`spec.sentinel`), or ""
};

/// A Secret that an object reads, and that somebody else must provide.
struct ProductSecret {
  std::string_view name_field;  ///< where the object names it: `spec.auth.secretPath`
  std::string_view key_field;   ///< where it names the key; "" where the key is fixed
  std::string_view key;         ///< the fixed key, or the default
};

/// An operator's kind of object that stands for a Redis.
struct Product {
  std::string_view name;  ///< "Spotahome's operator"
  std::string_view group;
  std::string_view kind;
  std::span<const ProductService> services;
  std::span<const ProductSecret> secrets;
  std::string_view master_name;        ///< what its Sentinels call the master unless told otherwise
  std::string_view master_name_field;  ///< where they are told
  std::string_view image_field;
};

/// The product of an object's apiVersion group and kind, or null.
const Product* find_product(std::string_view group, std::string_view kind);
std::span<const Product> all_products();

/// The Service's name for the object `object`.
std::string service_name(const ProductService& service, std::string_view object);

}  // namespace fairlead::redis
