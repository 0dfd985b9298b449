// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/LdapWire.h"

#include <ldap.h>
#include <openldap.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "directory/ldap/decodeMessage.h"

namespace sidetone::directory {
namespace {

/// Whoever sends a larger message is cut off: a picture is a few kB, an entry without one less.
constexpr ber_len_t largestMessage = 16U << 20U;
/// So often libldap may be asked to read on while the pair is full: what is read in part still
/// counts as unread.
constexpr int mostIdle = 10'000;

core::Error noLibrary(const std::string& why) {
    return core::fail(core::ErrorCode::Internal, "Preparing to ask the directory", why);
}

/// The arrays of pointers that libldap wants.
class Names {
public:
    explicit Names(std::vector<std::string> names) : names_(std::move(names)) {
        for (auto& name : names_) pointers_.push_back(name.data());
        pointers_.push_back(nullptr);
    }
    [[nodiscard]] char** list() { return names_.empty() ? nullptr : pointers_.data(); }

private:
    std::vector<std::string> names_;
    std::vector<char*> pointers_;
};

int scopeOf(LdapQuery::Scope scope) {
    switch (scope) {
        case LdapQuery::Scope::Object:
            return LDAP_SCOPE_BASE;
        case LdapQuery::Scope::Level:
            return LDAP_SCOPE_ONELEVEL;
        case LdapQuery::Scope::Tree:
            break;
    }
    return LDAP_SCOPE_SUBTREE;
}

void setOptions(LDAP* handle) {
    const int version = LDAP_VERSION3;
    ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version);
    // References come as messages; who follows them decides for itself where to.
    ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    Sockbuf* buffer = nullptr;
    ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer);
    ber_len_t largest = largestMessage;
    if (buffer != nullptr) ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &largest);
}

/// More than 0 while something lies in the pair that was not read at the other end.
int unreadAt(int end) {
    int count = 0;
    return ::ioctl(end, TIOCOUTQ, &count) == 0 ? count : 0;
}

}  // namespace

core::Result<std::unique_ptr<LdapWire>> LdapWire::create(Handlers handlers) {
    std::array<int, 2> pair{-1, -1};
    const int kind = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
    if (::socketpair(AF_UNIX, kind, 0, pair.data()) != 0) return noLibrary("no socket pair");
    LDAP* handle = nullptr;
    const int made = ldap_init_fd(pair[0], LDAP_PROTO_TCP, "ldap://directory", &handle);
    if (made != LDAP_SUCCESS) {
        ::close(pair[0]);
        ::close(pair[1]);
        return noLibrary(ldap_err2string(made));
    }
    setOptions(handle);
    return std::unique_ptr<LdapWire>(new LdapWire(std::move(handlers), handle, pair[1]));
}

LdapWire::LdapWire(Handlers handlers, ldap* handle, int ours)
    : handlers_(std::move(handlers)), handle_(handle), ours_(ours) {}

LdapWire::~LdapWire() {
    *alive_ = false;
    // Nobody reads its good-bye any more; it also closes its end of the pair.
    if (handle_ != nullptr) ldap_unbind_ext(handle_, nullptr, nullptr);
    ::close(ours_);
}

void LdapWire::drain() {
    std::array<char, 16384> buffer;
    for (;;) {
        const auto count = ::read(ours_, buffer.data(), buffer.size());
        if (count <= 0) return;
        handlers_.outgoing({buffer.data(), static_cast<std::size_t>(count)});
    }
}

core::Result<int> LdapWire::sent(const char* tried, int result, int id) {
    drain();
    if (result == LDAP_SUCCESS) return id;
    return core::fail(core::ErrorCode::InvalidInput, tried, ldap_err2string(result));
}

core::Result<int> LdapWire::bind(const std::string& name, const std::string& password) {
    std::string secret = password;
    berval credentials{static_cast<ber_len_t>(secret.size()), secret.data()};
    int id = 0;
    const int result = ldap_sasl_bind(handle_, name.c_str(), LDAP_SASL_SIMPLE, &credentials,
                                      nullptr, nullptr, &id);
    return sent("Signing in to the directory", result, id);
}

core::Result<int> LdapWire::bindBy(const char* mechanism, std::string credentials) {
    berval value{static_cast<ber_len_t>(credentials.size()), credentials.data()};
    int id = 0;
    const int result = ldap_sasl_bind(handle_, "", mechanism, &value, nullptr, nullptr, &id);
    return sent("Signing in to the directory", result, id);
}

core::Result<int> LdapWire::startTls() {
    int id = 0;
    const int result =
        ldap_extended_operation(handle_, LDAP_EXOP_START_TLS, nullptr, nullptr, nullptr, &id);
    return sent("Encrypting the connection to the directory", result, id);
}

core::Result<int> LdapWire::search(const LdapQuery& query) {
    static constexpr const char* tried = "Searching the directory";
    Names names(query.attributes);
    LDAPControl* page = nullptr;
    if (query.pageSize > 0) {
        std::string bytes = query.cookie;
        berval cookie{static_cast<ber_len_t>(bytes.size()), bytes.data()};
        const int made = ldap_create_page_control(handle_, query.pageSize,
                                                  bytes.empty() ? nullptr : &cookie, 0, &page);
        if (made != LDAP_SUCCESS) return sent(tried, made, 0);
    }
    std::array<LDAPControl*, 2> controls{page, nullptr};
    timeval limit{query.timeLimit, 0};
    int id = 0;
    const int result =
        ldap_search_ext(handle_, query.base.c_str(), scopeOf(query.scope), query.filter.c_str(),
                        names.list(), 0, controls.data(), nullptr, &limit, query.sizeLimit, &id);
    if (page != nullptr) ldap_control_free(page);
    return sent(tried, result, id);
}

void LdapWire::abandon(int id) {
    ldap_abandon_ext(handle_, id, nullptr, nullptr);
    drain();
}

void LdapWire::unbind() {
    // The good-bye stands in the pair when libldap has closed its own end.
    ldap_unbind_ext(std::exchange(handle_, nullptr), nullptr, nullptr);
    drain();
}

core::Status LdapWire::receive(std::string_view bytes) {
    const auto alive = alive_;
    int idle = 0;
    while (handle_ != nullptr) {
        const auto count =
            bytes.empty() ? 0 : ::send(ours_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
        LDAPMessage* message = nullptr;
        timeval now{0, 0};
        const int kind = ldap_result(handle_, LDAP_RES_ANY, LDAP_MSG_ONE, &now, &message);
        if (kind < 0) {
            return core::fail(core::ErrorCode::BadAnswer, "Reading what the directory answers",
                              "it is no LDAP, or larger than 16 MiB");
        }
        if (kind == 0) {
            // A large message is read in parts: what the pair has no room for yet must not be lost.
            if (bytes.empty() && unreadAt(ours_) == 0) break;
            idle = count > 0 ? 0 : idle + 1;
            if (idle > mostIdle) {
                return core::fail(core::ErrorCode::BadAnswer, "Reading what the directory answers",
                                  "it cannot be read on");
            }
            continue;
        }
        auto decoded = decodeMessage(handle_, message);
        ldap_msgfree(message);
        if (decoded) handlers_.message(std::move(*decoded));
        if (!*alive) return {};
    }
    return {};
}

}  // namespace sidetone::directory
