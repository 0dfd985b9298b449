// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Secret.h"

namespace sidetone::office {

/// What the servers need to check a password; the password itself is not kept.
struct Credentials {
    std::string salt;  ///< SCRAM's salt, printable
    int iterations = 0;
    std::string storedKey;      ///< SCRAM-SHA-256 (RFC 7677), lower-case hexadecimal
    std::string serverKey;      ///< the same
    std::string digest;         ///< MD5(id:domain:password) of SIP digest, hexadecimal
    std::string directoryHash;  ///< an LDAP userPassword value

    [[nodiscard]] bool isEmpty() const { return storedKey.empty(); }
};

/// One person of the office. Without credentials they are in the directory and in rosters, but
/// cannot sign in.
struct User {
    std::string id;  ///< login name, lower case: "anna"
    std::string givenName;
    std::string familyName;
    std::string displayName;
    std::string mail;
    std::string number;          ///< directory number: "2001"
    std::string externalNumber;  ///< E.164: "+15550002001"
    std::string mobileNumber;    ///< E.164
    std::string title;
    std::string department;
    std::string city;
    std::string deviceName;  ///< of the desktop softphone: "CSFANNA"
    std::string uuid;        ///< stable, as the contracts' record key
    std::string cluster;     ///< home cluster: empty for the first, "b" for the second
    Credentials credentials;

    [[nodiscard]] bool canSignIn() const { return !credentials.isEmpty(); }
};

/// What the desktop softphone of a user is called: CSF and the id in upper case, letters and
/// digits alone, 15 characters at most in all.
[[nodiscard]] std::string deviceNameFor(std::string_view id);

/// Derives what servers need from a password (PBKDF2, 10000 rounds: some milliseconds).
[[nodiscard]] Credentials makeCredentials(const std::string& id, const std::string& domain,
                                          const core::Secret& password);

/// Whether the password is the one of these credentials.
[[nodiscard]] bool matches(const Credentials& credentials, const core::Secret& password);

}  // namespace sidetone::office
