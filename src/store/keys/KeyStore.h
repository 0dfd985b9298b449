// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Secret.h"
#include "core/Task.h"

namespace sidetone::store {

/// Whose secret, and what for. Nobody else's secret has the same name (PROV-07).
struct SecretName {
    std::string account;  ///< "anna@office.example", as typed, in lower case
    std::string service;  ///< one of secretService's, or "proxy:proxy.office.example:8080"

    /// As the key store and its window show it: "anna@office.example password".
    [[nodiscard]] std::string text() const { return account + " " + service; }
    friend auto operator<=>(const SecretName&, const SecretName&) = default;
};

/// What secrets are for.
namespace secretService {
inline constexpr const char* password = "password";             ///< of the organisation
inline constexpr const char* phonePassword = "phone password";  ///< where phones have their own
inline constexpr const char* tokens = "tokens";                 ///< of the single sign-on
inline constexpr const char* keyOfFiles = "key of files";       ///< opens private keys on disk
inline constexpr const char* keyOfHistory = "key of the history";  ///< opens the chats on disk
inline constexpr const char* certificatePassword = "certificate password";  ///< of a PKCS#12 file
inline constexpr const char* addressBook = "address book password";  ///< of a CardDAV server
inline constexpr const char* proxy = "proxy:";  ///< followed by the proxy's host and port
}  // namespace secretService

/// Whether what is written is still there after the program has ended.
struct KeyStoreState {
    bool lasts = false;
    /// For the person, where it does not last: "There is no key store on this computer (...), so
    /// that passwords are forgotten when the program ends."
    std::string why;
};

/// Keeps secrets: in the desktop's key store, or in memory only. Never in a file that the program
/// itself writes. Protocol thread; nothing blocks.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// NotFound where there is none; never waits for ever.
    [[nodiscard]] virtual core::Task<core::Secret> read(SecretName name) = 0;
    /// Replaces what was there. Where the desktop's key store cannot take it, memory does, and
    /// state() says so: it fails only with Cancelled.
    [[nodiscard]] virtual core::Task<void> write(SecretName name, core::Secret secret) = 0;
    /// No error where there is none.
    [[nodiscard]] virtual core::Task<void> remove(SecretName name) = 0;
    /// As far as known: the first exchange with the desktop tells.
    [[nodiscard]] virtual KeyStoreState state() const = 0;
};

}  // namespace sidetone::store
