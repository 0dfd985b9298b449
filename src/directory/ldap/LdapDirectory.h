// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/Random.h"
#include "directory/ldap/LdapConnection.h"
#include "directory/ldap/LdapSettings.h"
#include "net/Resolver.h"

namespace sidetone::directory {

/// Where a directory is found whose servers nobody named.
struct LdapDiscovery {
    net::Resolver* resolver = nullptr;
    core::Random* random = nullptr;
    std::vector<std::string> names;  ///< of ldapServiceNames()
};

/// What a search brought.
struct LdapFound {
    std::vector<LdapEntry> entries;
    bool isCutShort = false;
};

/// One question to the directory. The filter is made when the server's kind is known.
struct LdapQuestion {
    std::function<std::string(const LdapRoot&)> filter;
    std::vector<std::string> attributes;
    std::size_t most = 50;  ///< entries; 0: all, in pages
    std::string base{};     ///< this entry alone; empty: everything below the settings' bases
    /// Each entry as it comes, instead of all at the end; may be empty.
    std::function<void(const LdapEntry&)> found{};
};

/// An organisation's directory: its servers in their order, one connection at a time, which is
/// opened when it is needed and kept. A server that fails in mid-search is followed by the next
/// one, which is asked the same (DIR-18). After a minute the first one is tried again.
class LdapDirectory {
public:
    LdapDirectory(LdapPorts ports, LdapSettings settings, LdapDiscovery discovery = {});
    ~LdapDirectory();

    /// Errors: the last server's.
    [[nodiscard]] core::Task<LdapFound> find(LdapQuestion question);
    [[nodiscard]] const LdapSettings& settings() const { return settings_; }
    /// The server that answers, or would be asked next.
    [[nodiscard]] std::string where() const;
    /// The filter of the last question, for the settings' test.
    [[nodiscard]] const std::string& lastFilter() const { return lastFilter_; }

private:
    struct Run;
    class Referrals;
    void begin(const std::shared_ptr<Run>& run);
    void connect(const std::shared_ptr<Run>& run);
    void connected(core::Result<LdapConnection::Opened> opened);
    void ask(const std::shared_ptr<Run>& run);
    void askBase(const std::shared_ptr<Run>& run, const std::string& base);
    void baseDone(const std::shared_ptr<Run>& run, core::Result<LdapEnd> end);
    void follow(const std::shared_ptr<Run>& run);
    void finish(const std::shared_ptr<Run>& run);
    void failed(const std::shared_ptr<Run>& run, const core::Error& error);
    [[nodiscard]] LdapServer current() const;

    LdapPorts ports_;
    LdapSettings settings_;
    LdapDiscovery discovery_;
    std::size_t server_ = 0;
    std::optional<core::Instant> leftFirst_;  ///< since when another than the first is asked
    std::optional<core::Error> refused_;      ///< the password; it is not tried again by itself
    LdapConnection::Opened connection_;
    bool isOpening_ = false;
    std::vector<std::shared_ptr<Run>> waiting_;
    std::vector<std::weak_ptr<Run>> runs_;  ///< all that are under way
    std::string lastFilter_;
    core::Owner owner_;
};

}  // namespace sidetone::directory
