#include <array>
#include <span>

#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/credential.h"

namespace fairlead {

namespace {

/// Whether a name can hold one of the words below at all: most cannot, and this allocates nothing.
bool may_name_credential(std::string_view name) {
  static constexpr std::array<std::string_view, 8> roots = {"pass",   "pw",  "psw",  "token",
                                                            "secret", "key", "cred", "auth"};
  for (std::size_t at = 0; at + 2 <= name.size(); ++at) {
    for (const std::string_view root : roots) {
      if (equal_ignoring_case(name.substr(at, root.size()), root)) return true;
    }
  }
  return false;
}

/// A name without a sign between its words: what it is of, and what of it. Tables on both sides,
/// since `compass`, `bypass` and `monkey` end so as well.
bool is_glued_credential(std::string_view word) {
  static constexpr std::string_view owners[] = {
      "redis",   "redisdb",  "valkey",  "keydb",   "db",     "database", "mysql",    "mariadb",
      "pg",      "postgres", "sql",     "mssql",   "mongo",  "mongodb",  "rabbit",   "rabbitmq",
      "amqp",    "mq",       "broker",  "smtp",    "mail",   "email",    "imap",     "ldap",
      "ftp",     "sftp",     "ssh",     "admin",   "root",   "user",     "app",      "cache",
      "queue",   "sentinel", "replica", "slave",   "master", "default",  "login",    "celery",
      "elastic", "vault",    "proxy",   "http",    "basic",  "db2",      "oracle",   "kafka",
      "sasl",    "nats",     "mqtt",    "grafana", "jdbc",   "store",    "keystore", "truststore"};
  static constexpr std::string_view key_owners[] = {
      "auth",   "signing", "sign",    "encryption", "encrypt", "crypt",   "cipher",  "session",
      "jwt",    "hmac",    "aes",     "license",    "account", "storage", "primary", "shared",
      "deploy", "cookie",  "webhook", "app",        "admin",   "client",  "redis",   "ssh"};
  static constexpr std::string_view token_owners[] = {
      "auth",    "access", "api",     "bot",      "refresh", "bearer", "github", "gitlab",
      "slack",   "vault",  "jwt",     "csrf",     "admin",   "app",    "user",   "client",
      "session", "npm",    "webhook", "telegram", "discord", "sentry", "root",   "service"};
  static constexpr std::string_view secret_owners[] = {
      "client", "jwt",     "app", "session", "shared", "signing", "cookie",
      "hash",   "webhook", "api", "auth",    "hmac",   "admin"};
  const auto is_of = [&](std::string_view end, std::span<const std::string_view> all) {
    return word.ends_with(end) &&
           std::ranges::find(all, word.substr(0, word.size() - end.size())) != all.end();
  };
  return is_of("pass", owners) || is_of("pwd", owners) || is_of("auth", owners) ||
         is_of("key", key_owners) || is_of("token", token_owners) || is_of("secret", secret_owners);
}

}  // namespace

bool names_credential(std::string_view name) {
  if (!may_name_credential(name)) return false;
  // FILE_SERVER_PASSWORD: what such a name holds is reported, and never shown.
  if (is_credential_name(name)) return true;
  static constexpr std::array<std::string_view, 22> credentials = {
      "password",   "passwd",     "pass",        "pwd",        "token",      "secret",
      "apikey",     "credential", "credentials", "passphrase", "auth",       "requirepass",
      "masterauth", "userpass",   "accesskey",   "secretkey",  "privatekey", "creds",
      "pw",         "authpass",   "masterpass",  "slavepass"};
  // Without a sign between: PGPASSWORD.
  static constexpr std::array<std::string_view, 7> ends = {
      "password", "passwd", "apikey", "passcode", "pswd", "secretkey", "passphrase"};
  static constexpr std::array<std::string_view, 18> elsewhere = {
      "file", "path",   "name",   "ref", "existing", "enabled", "enable", "dir",      "url",
      "type", "length", "expiry", "ttl", "policy",   "mode",    "method", "provider", "keys"};
  std::vector<std::string> words = name_words(name);
  if (words.empty()) return false;
  for (std::string& word : words) {  // PASSWORD2, but not the product Auth0
    const auto last = word.find_last_not_of("0123456789");
    if (last != std::string::npos && word != "auth0") word.resize(last + 1);
  }
  for (const std::string_view word : elsewhere) {
    if (has_word(words, word)) return false;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "key" && i > 0 &&
        (words[i - 1] == "api" || words[i - 1] == "access" || words[i - 1] == "secret" ||
         words[i - 1] == "private" || words[i - 1] == "signing" || words[i - 1] == "encryption" ||
         words[i - 1] == "redis" || words[i - 1] == "primary" || words[i - 1] == "account" ||
         words[i - 1] == "storage" || words[i - 1] == "master")) {
      return true;
    }
    // `passwordKey`, `secretKeyRef`: the name of a key, not the credential.
    if (i + 1 < words.size() && words[i + 1] == "key") continue;
    if (std::ranges::find(credentials, words[i]) != credentials.end()) return true;
    if (is_glued_credential(words[i])) return true;
    if (std::ranges::any_of(ends, [&](auto end) { return words[i].ends_with(end); })) return true;
  }
  return false;
}

}  // namespace fairlead
