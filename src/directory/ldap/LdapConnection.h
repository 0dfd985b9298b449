// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Task.h"
#include "directory/ldap/GssapiExchange.h"
#include "directory/ldap/LdapServer.h"
#include "directory/ldap/LdapWire.h"
#include "net/Connection.h"

namespace sidetone::directory {

/// What a directory says of itself (RFC 4512 5.1), as far as it lets strangers read it.
struct LdapRoot {
    std::string base;  ///< defaultNamingContext, or the first of namingContexts
    bool isActiveDirectory = false;
    bool offersStartTls = false;
    bool offersPages = false;
    std::vector<std::string> mechanisms;  ///< supportedSASLMechanisms
};

/// How a search ended.
struct LdapEnd {
    bool isCutShort = false;              ///< by a limit: there are more
    std::vector<std::string> references;  ///< URLs where more may be
};

/// What opening a connection needs. All references outlive it.
struct LdapPorts {
    net::ConnectionFactory& connections;
    core::Clock& clock;
    std::shared_ptr<net::SecurityContexts> tickets{};  ///< null: there are no Kerberos tickets
};

/// A connection to one directory server that has authenticated. States:
///   connecting -> asking for the root entry -> (StartTLS) -> binding -> open -> closed.
/// Binding goes through the login's mechanisms in their order, until one is accepted.
/// Protocol thread; nothing blocks. Encryption is judged by the one net::TlsPolicy.
class LdapConnection : public std::enable_shared_from_this<LdapConnection> {
public:
    using Opened = std::shared_ptr<LdapConnection>;
    /// Errors: what net::ConnectionFactory says; Unauthorised and the like of ldapError();
    /// Untrusted where the server cannot be verified or would take a personal password in clear.
    static core::Task<Opened> open(LdapPorts ports, LdapServer server, LdapLogin login,
                                   core::Milliseconds limit);
    ~LdapConnection();
    LdapConnection(const LdapConnection&) = delete;
    LdapConnection& operator=(const LdapConnection&) = delete;

    /// Entries come by the callback before the task settles; with a page size all pages are
    /// fetched, `most` entries at most (0: all). What a limit cut short is no error. Dropping the
    /// task abandons the search (RFC 4511 4.11).
    [[nodiscard]] core::Task<LdapEnd> search(LdapQuery query, std::size_t most,
                                             std::function<void(LdapEntry)> found);

    [[nodiscard]] bool isOpen() const { return state_ == State::Open; }
    [[nodiscard]] bool isEncrypted() const { return link_ && link_->isEncrypted(); }
    [[nodiscard]] const LdapRoot& root() const { return root_; }
    [[nodiscard]] const LdapServer& server() const { return server_; }

private:
    enum class State { Opening, Open, Closed };
    struct Search {
        LdapQuery query;
        std::size_t most = 0;
        std::size_t count = 0;
        LdapEnd end;
        std::function<void(LdapEntry)> found;
        core::Promise<LdapEnd> promise;
        core::Timer limit;
    };
    using Waiting = std::function<void(LdapMessage)>;

    LdapConnection(LdapPorts ports, LdapServer server, LdapLogin login, core::Milliseconds limit);
    void startDeadline();
    void connected(std::shared_ptr<net::Connection> link);
    void readRoot();
    void chooseEncryption();
    void startTls();
    [[nodiscard]] bool mayShowTicket() const;
    void authenticate();
    void passOver(core::Error why);
    void bindByTicket();
    void answerChallenge(std::string challenge);
    void ticketAnswered(LdapMessage message);
    void bindByPassword();
    void bind(const std::string& name);
    void findName();
    void ready();
    void await(core::Result<int> id, Waiting what);
    void take(LdapMessage message);
    void takeOf(int id, const std::shared_ptr<Search>& search, LdapMessage message);
    void ask(const std::shared_ptr<Search>& search);
    void finish(int id, const std::shared_ptr<Search>& search, const LdapMessage& last);
    void send(std::string_view bytes);
    [[nodiscard]] core::Status receive(std::string_view bytes);
    void fail(core::Error error);
    [[nodiscard]] core::Error withReason(core::Error error, int code) const;
    [[nodiscard]] std::string tried(const char* what) const;

    LdapPorts ports_;
    LdapServer server_;
    LdapLogin login_;
    core::Milliseconds limit_;
    State state_ = State::Opening;
    LdapRoot root_;
    bool nameWasLookedUp_ = false;
    std::shared_ptr<net::Connection> link_;
    std::unique_ptr<LdapWire> wire_;
    std::size_t nextMechanism_ = 0;
    std::optional<core::Error> passedOver_;  ///< why a ticket was of no use
    std::unique_ptr<GssapiExchange> exchange_;
    std::unique_ptr<SaslLayer> layer_;  ///< null: what protects the messages is TLS, if anything
    std::map<int, Waiting> waiting_;
    std::map<int, std::shared_ptr<Search>> searches_;
    core::Promise<Opened> opened_;
    std::shared_ptr<LdapConnection> self_;  ///< while it opens: nobody else holds it yet
    core::Timer deadline_;
    core::Owner owner_;
};

}  // namespace sidetone::directory
