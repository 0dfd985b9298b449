// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::test {

/// The server's side of SCRAM (RFC 5802, RFC 7677), written apart from libgsasl, so that a test
/// can be an honest server or one that lies in one place.
class ScramServer {
public:
    enum class Hash { Sha1, Sha256 };
    ScramServer(Hash hash, std::string password,
                std::string saltBase64 = "W22ZaJ0SNY7soEsUEjb6gQ==", int rounds = 4096);

    /// What the server adds to the client's nonce.
    std::string nonceSuffix = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    /// Replaces the whole nonce, where not empty: a server that did not read ours.
    std::string foreignNonce;
    /// Replaces the signature, where not empty.
    std::string foreignSignature;

    /// The answer to the client's first message (all decoded from base64).
    std::string challenge(std::string_view clientFirst);
    /// The answer to the client's last message; empty where its proof is wrong.
    std::string success(std::string_view clientFinal);

private:
    std::string digest(std::string_view text) const;
    std::string keyed(std::string_view key, std::string_view text) const;

    Hash hash_;
    std::string password_;
    std::string salt_;
    int rounds_;
    std::string clientFirstBare_;
    std::string serverFirst_;
    std::string nonce_;
};

}  // namespace sidetone::test
