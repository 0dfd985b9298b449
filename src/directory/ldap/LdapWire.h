// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "directory/ldap/LdapEntry.h"

struct ldap;

namespace sidetone::directory {

/// A message of the server, decoded.
struct LdapMessage {
    enum class Kind { Bind, Entry, Reference, SearchEnd, Extended };
    Kind kind = Kind::SearchEnd;
    int id = 0;    ///< of the request
    int code = 0;  ///< result code (RFC 4511 4.1.9), of all but Entry and Reference
    std::string told;
    LdapEntry entry;
    std::vector<std::string> references;  ///< URLs
    std::string cookie;                   ///< of the next page (RFC 2696); empty: no more
    std::string challenge;                ///< of a SASL bind; may be empty
};

/// What to look for.
struct LdapQuery {
    std::string base;
    enum class Scope { Object, Level, Tree };
    Scope scope = Scope::Tree;
    std::string filter;
    std::vector<std::string> attributes;
    int sizeLimit = 0;     ///< 0: as many as there are
    int pageSize = 0;      ///< 0: without pages
    std::string cookie{};  ///< of the page before
    int timeLimit = 5;     ///< seconds
};

/// libldap as a codec without a network of its own: it writes to and reads from one end of a
/// socket pair, this class the other one, inside the same call. So its requests go through our
/// sockets and our TLS, nothing blocks, and no descriptor has to be watched. (libldap's own TLS is
/// GnuTLS in Debian: it would ask another judge than net::TlsPolicy.)
class LdapWire {
public:
    struct Handlers {
        std::function<void(std::string_view)> outgoing;  ///< bytes for the server
        std::function<void(LdapMessage)> message;
    };

    static core::Result<std::unique_ptr<LdapWire>> create(Handlers handlers);
    ~LdapWire();
    LdapWire(const LdapWire&) = delete;
    LdapWire& operator=(const LdapWire&) = delete;

    /// Requests; each gives its message id, or libldap's error in words.
    [[nodiscard]] core::Result<int> bind(const std::string& name, const std::string& password);
    /// One step of a SASL bind (RFC 4513 5.2).
    [[nodiscard]] core::Result<int> bindBy(const char* mechanism, std::string credentials);
    [[nodiscard]] core::Result<int> startTls();
    [[nodiscard]] core::Result<int> search(const LdapQuery& query);
    void abandon(int id);
    /// Says good-bye.
    void unbind();

    /// Bytes of the server. BadAnswer where they are no LDAP; TooLarge where one message is larger
    /// than 16 MiB. A handler may destroy the wire.
    [[nodiscard]] core::Status receive(std::string_view bytes);

private:
    LdapWire(Handlers handlers, ldap* handle, int ours);
    void drain();
    [[nodiscard]] core::Result<int> sent(const char* tried, int result, int id);

    Handlers handlers_;
    ldap* handle_;
    int ours_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace sidetone::directory
