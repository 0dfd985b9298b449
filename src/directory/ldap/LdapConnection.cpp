// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/LdapConnection.h"

#include <ldap.h>

#include <algorithm>

#include "directory/ldap/filterText.h"
#include "directory/ldap/ldapReason.h"

namespace sidetone::directory {

using core::ErrorCode;

namespace {

constexpr std::string_view activeDirectoryCapability = "1.2.840.113556.1.4.800";

LdapRoot rootOf(const LdapEntry& entry) {
    const auto has = [&entry](const char* attribute, std::string_view value) {
        const auto& all = entry.of(attribute);
        return std::find(all.begin(), all.end(), value) != all.end();
    };
    LdapRoot root;
    root.base = entry.first("defaultNamingContext");
    if (root.base.empty()) root.base = entry.first("namingContexts");
    root.isActiveDirectory = has("supportedCapabilities", activeDirectoryCapability);
    root.offersStartTls = has("supportedExtension", LDAP_EXOP_START_TLS);
    root.offersPages = has("supportedControl", LDAP_CONTROL_PAGEDRESULTS);
    root.mechanisms = entry.of("supportedSASLMechanisms");
    return root;
}

}  // namespace

core::Task<LdapConnection::Opened> LdapConnection::open(LdapPorts ports, LdapServer server,
                                                        LdapLogin login, core::Milliseconds limit) {
    std::shared_ptr<LdapConnection> made(
        new LdapConnection(ports, std::move(server), std::move(login), limit));
    made->self_ = made;
    net::ConnectRequest request;
    request.server = made->server_.endpoint;
    request.directTls = made->server_.security == LdapSecurity::Tls;
    request.timeout = limit;
    auto* raw = made.get();
    made->opened_.onCancel([weak = std::weak_ptr(made)] {
        if (auto live = weak.lock()) live->fail({ErrorCode::Cancelled, {}, {}, {}});
    });
    made->startDeadline();
    auto task = made->opened_.task();
    ports.connections.connect(std::move(request))
        .then(made->owner_, [raw](core::Result<std::shared_ptr<net::Connection>> link) {
            if (!link) return raw->fail(link.error());
            raw->connected(std::move(*link));
        });
    return task;
}

LdapConnection::LdapConnection(LdapPorts ports, LdapServer server, LdapLogin login,
                               core::Milliseconds limit)
    : ports_(ports), server_(std::move(server)), login_(std::move(login)), limit_(limit) {}

void LdapConnection::startDeadline() {
    deadline_ = ports_.clock.after(limit_, [this] {
        fail(core::fail(ErrorCode::Timeout, tried("Connecting to"),
                        "it did not answer in " + std::to_string(limit_.count() / 1000) + " s",
                        "Check the network, or try again later."));
    });
}

LdapConnection::~LdapConnection() {
    if (!link_) return;
    if (state_ == State::Open && wire_) wire_->unbind();
    link_->close();
}

std::string LdapConnection::tried(const char* what) const {
    return std::string(what) + " the directory " + server_.endpoint.text();
}

void LdapConnection::connected(std::shared_ptr<net::Connection> link) {
    link_ = std::move(link);
    auto wire = LdapWire::create({[this](std::string_view bytes) { send(bytes); },
                                  [this](LdapMessage message) { take(std::move(message)); }});
    if (!wire) return fail(wire.error());
    wire_ = std::move(*wire);
    link_->setHandlers({[this](std::string_view bytes) {
                            const auto keep = weak_from_this().lock();
                            if (auto read = receive(bytes); !read) fail(read.error());
                        },
                        [this](const core::Error& error) { fail(error); }});
    readRoot();
}

void LdapConnection::readRoot() {
    LdapQuery query;
    query.scope = LdapQuery::Scope::Object;
    query.filter = "(objectClass=*)";
    query.attributes = {"namingContexts",     "defaultNamingContext", "supportedCapabilities",
                        "supportedExtension", "supportedControl",     "supportedSASLMechanisms"};
    await(wire_->search(query), [this](LdapMessage message) {
        if (message.kind == LdapMessage::Kind::Entry) root_ = rootOf(message.entry);
        // Whoever does not tell strangers anything is asked without knowing more.
        if (message.kind == LdapMessage::Kind::SearchEnd) chooseEncryption();
    });
}

void LdapConnection::chooseEncryption() {
    const bool wanted = server_.security == LdapSecurity::StartTls ||
                        (server_.security == LdapSecurity::StartTlsIfOffered &&
                         (root_.offersStartTls || (login_.isPersonal && !mayShowTicket())));
    if (wanted && !link_->isEncrypted()) return startTls();
    authenticate();
}

void LdapConnection::startTls() {
    await(wire_->startTls(), [this](const LdapMessage& message) {
        if (message.code != LDAP_SUCCESS) {
            return fail(core::fail(
                ErrorCode::Untrusted, tried("Encrypting the connection to"),
                "the server does not offer it: " + ldapError({}, message.code, message.told).answer,
                "Ask your administrator for a directory with TLS."));
        }
        link_->startTls({{server_.endpoint.host}, {}}, {})
            .then(owner_, [this](core::Result<void> done) {
                if (!done) return fail(done.error());
                authenticate();
            });
    });
}

void LdapConnection::bindByPassword() {
    if (login_.name.empty()) return ready();
    if (login_.password.isEmpty()) {
        // Servers take a name without a password for nobody (RFC 4513 5.1.2), and say "success".
        return fail(core::fail(ErrorCode::Unauthorised, tried("Signing in to"),
                               "there is a name but no password for it",
                               "Give the password, or leave the name empty too."));
    }
    if (login_.isPersonal && !link_->isEncrypted()) {
        return fail(core::fail(ErrorCode::Untrusted, tried("Signing in to"),
                               "your own password would go over an open line",
                               "Ask your administrator to switch encryption on (UseSSL)."));
    }
    bind(login_.name);
}

void LdapConnection::bind(const std::string& name) {
    await(wire_->bind(name, login_.password.reveal()), [this](const LdapMessage& message) {
        if (message.code == LDAP_SUCCESS) return ready();
        // OpenLDAP wants a distinguished name where Active Directory takes user@domain.
        const bool mayBeName = login_.name.find('=') == std::string::npos;
        if (message.code == LDAP_INVALID_DN_SYNTAX && mayBeName && !nameWasLookedUp_) {
            return findName();
        }
        fail(withReason(ldapError(tried("Signing in to"), message.code, message.told),
                        message.code));
    });
}

void LdapConnection::findName() {
    nameWasLookedUp_ = true;
    LdapQuery query;
    query.base = root_.base;
    const std::string name = escapedValue(login_.name);
    const std::string user = escapedValue(login_.name.substr(0, login_.name.find('@')));
    query.filter = "(|(uid=" + user + ")(mail=" + name + "))";
    query.attributes = {"uid"};
    query.sizeLimit = 2;
    auto names = std::make_shared<std::vector<std::string>>();
    await(wire_->search(query), [this, names](const LdapMessage& message) {
        if (message.kind == LdapMessage::Kind::Entry) names->push_back(message.entry.name);
        if (message.kind != LdapMessage::Kind::SearchEnd) return;
        if (names->size() == 1) return bind(names->front());
        fail(core::fail(ErrorCode::Unauthorised, tried("Signing in to"),
                        "it wants a distinguished name, and no single person is called " +
                            core::printable(login_.name, 80),
                        "Give the account as uid=...,ou=... ."));
    });
}

void LdapConnection::ready() {
    state_ = State::Open;
    deadline_.stop();
    const auto self = std::exchange(self_, nullptr);
    opened_.settle(self);
}

void LdapConnection::await(core::Result<int> id, Waiting what) {
    if (!id) return fail(id.error());
    waiting_[*id] = std::move(what);
}

void LdapConnection::take(LdapMessage message) {
    if (const auto at = searches_.find(message.id); at != searches_.end()) {
        const auto search = at->second;
        return takeOf(message.id, search, std::move(message));
    }
    const auto at = waiting_.find(message.id);
    if (at == waiting_.end()) return;
    const bool isLast =
        message.kind != LdapMessage::Kind::Entry && message.kind != LdapMessage::Kind::Reference;
    const auto call = at->second;
    if (isLast) waiting_.erase(at);
    call(std::move(message));
}

core::Task<LdapEnd> LdapConnection::search(LdapQuery query, std::size_t most,
                                           std::function<void(LdapEntry)> found) {
    auto search = std::make_shared<Search>();
    search->query = std::move(query);
    search->most = most;
    search->found = std::move(found);
    auto task = search->promise.task();
    if (state_ != State::Open) {
        search->promise.settle(
            core::fail(ErrorCode::Unreachable, tried("Searching"), "the connection is closed"));
        return task;
    }
    ask(search);
    return task;
}

void LdapConnection::ask(const std::shared_ptr<Search>& search) {
    const auto id = wire_->search(search->query);
    if (!id) return search->promise.settle(id.error());
    if (state_ != State::Open) {
        return search->promise.settle(
            core::fail(ErrorCode::Unreachable, tried("Searching"), "the connection is closed"));
    }
    searches_[*id] = search;
    // The server has its own limit; this one is for a server that says nothing.
    const core::Milliseconds patience(search->query.timeLimit * 1000 + 500);
    search->limit = ports_.clock.after(patience, [this, id = *id] {
        const auto keep = weak_from_this().lock();
        const auto late = searches_.extract(id);
        if (late.empty()) return;
        wire_->abandon(id);
        late.mapped()->promise.settle(core::fail(ErrorCode::Timeout, tried("Searching"),
                                                 "it did not answer in time", "Try again later."));
    });
    search->promise.onCancel([weak = weak_from_this(), id = *id] {
        const auto live = weak.lock();
        if (!live || live->searches_.erase(id) == 0 || live->state_ != State::Open) return;
        live->wire_->abandon(id);
    });
}

void LdapConnection::takeOf(int id, const std::shared_ptr<Search>& search, LdapMessage message) {
    if (message.kind == LdapMessage::Kind::Reference) {
        for (auto& url : message.references) search->end.references.push_back(std::move(url));
        return;
    }
    if (message.kind == LdapMessage::Kind::SearchEnd) return finish(id, search, message);
    if (message.kind != LdapMessage::Kind::Entry) return;
    if (search->most != 0 && search->count >= search->most) {
        search->end.isCutShort = true;
        return;
    }
    ++search->count;
    search->found(std::move(message.entry));
}

void LdapConnection::finish(int id, const std::shared_ptr<Search>& search,
                            const LdapMessage& last) {
    searches_.erase(id);
    search->limit.stop();
    const bool isLimit = last.code == LDAP_SIZELIMIT_EXCEEDED ||
                         last.code == LDAP_ADMINLIMIT_EXCEEDED ||
                         last.code == LDAP_TIMELIMIT_EXCEEDED;
    if (last.code == LDAP_REFERRAL) {
        for (const auto& url : last.references) search->end.references.push_back(url);
    } else if (isLimit) {
        search->end.isCutShort = true;
    } else if (last.code != LDAP_SUCCESS) {
        return search->promise.settle(
            withReason(ldapError(tried("Searching"), last.code, last.told), last.code));
    }
    const bool wantsMore = search->most == 0 || search->count < search->most;
    if (last.code == LDAP_SUCCESS && !last.cookie.empty()) {
        if (wantsMore) {
            search->query.cookie = last.cookie;
            return ask(search);
        }
        search->end.isCutShort = true;
    }
    search->promise.settle(std::move(search->end));
}

void LdapConnection::send(std::string_view bytes) {
    if (!layer_) return link_->write(bytes);
    const auto sealed = layer_->seal(bytes);
    if (!sealed) return fail(sealed.error());
    link_->write(*sealed);
}

core::Status LdapConnection::receive(std::string_view bytes) {
    if (!layer_) return wire_->receive(bytes);
    return layer_->open(bytes, [this](std::string_view plain) { return wire_->receive(plain); });
}

void LdapConnection::fail(core::Error error) {
    if (state_ == State::Closed) return;
    const auto keep = weak_from_this().lock();
    const bool wasOpen = state_ == State::Open;
    state_ = State::Closed;
    owner_.cancelAll();
    deadline_.stop();
    waiting_.clear();
    if (link_) link_->close();
    const auto self = std::exchange(self_, nullptr);
    if (error.code == ErrorCode::Internal || error.tried.empty()) error.tried = tried("Asking");
    auto searches = std::exchange(searches_, {});
    for (auto& [id, search] : searches) {
        search->limit.stop();
        auto why = error;
        why.code = ErrorCode::Unreachable;
        search->promise.settle(why);
    }
    if (!wasOpen && error.code != ErrorCode::Cancelled) opened_.settle(error);
}

}  // namespace sidetone::directory
