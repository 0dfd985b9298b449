// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlsReason.h"

#include <openssl/x509_vfy.h>

#include "core/Result.h"
#include "core/text.h"
#include "net/Certificate.h"

namespace sidetone::net {
namespace {

constexpr const char* renew = "Ask your administrator to renew it.";
constexpr const char* trust =
    "If this is your organisation's own authority, ask your administrator for its certificate "
    "and give it with --ca FILE.";
constexpr const char* replace = "Ask your administrator to replace it.";

core::Error untrusted(const std::string& server, std::string answer, std::string advice) {
    return core::fail(core::ErrorCode::Untrusted, "Verifying the certificate of " + server,
                      std::move(answer), std::move(advice));
}

std::string quoted(const std::string& name) {
    return "\"" + core::printable(name, 100) + "\"";
}

/// "its certificate", or which other one of the chain.
std::string which(X509* at, int depth) {
    if (depth == 0 || at == nullptr) return "its certificate";
    return "the certificate of the authority " + quoted(shortName(X509_get_subject_name(at)));
}

std::string issuerOf(X509* at) {
    return at != nullptr ? quoted(shortName(X509_get_issuer_name(at))) : std::string("somebody");
}

}  // namespace

core::Error chainReason(int code, X509* at, int depth, const std::string& server) {
    const std::string subject = which(at, depth);
    switch (code) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            if (at == nullptr) break;
            return untrusted(server,
                             subject + " expired on " + dayText(wallTime(X509_get0_notAfter(at))),
                             renew);
        case X509_V_ERR_CERT_NOT_YET_VALID:
            if (at == nullptr) break;
            return untrusted(
                server,
                subject + " is valid only from " + dayText(wallTime(X509_get0_notBefore(at))),
                "Check this computer's date; if it is right, ask your administrator.");
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return untrusted(server, "its certificate is self-signed, nobody vouches for it",
                             "Ask your administrator for a certificate of the organisation's "
                             "authority, or give this one with --ca FILE if you know it.");
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_CERT_UNTRUSTED:
            return untrusted(server,
                             "its certificate was issued by " + issuerOf(at) +
                                 ", an authority that is unknown here",
                             trust);
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
            if (at == nullptr) break;
            return keyReason(at, depth, rsaBits(at), 2048, server);
        case X509_V_ERR_CA_MD_TOO_WEAK:
            return untrusted(server, subject + " is signed in an outdated way that can be forged",
                             replace);
        case X509_V_ERR_INVALID_PURPOSE:
        case X509_V_ERR_INVALID_CA:
        case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
            return untrusted(server,
                             depth == 0 ? subject + " is not one for servers"
                                        : subject + " may not issue certificates",
                             replace);
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
            return untrusted(server, "the signature on " + subject + " is wrong",
                             "Do not go on; ask your administrator.");
        default:
            break;
    }
    return untrusted(server, subject + " was refused: " + X509_verify_cert_error_string(code),
                     "Ask your administrator.");
}

TlsFault faultOf(int code) {
    switch (code) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return TlsFault::Expired;
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return TlsFault::NotYetValid;
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return TlsFault::SelfSigned;
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_CERT_UNTRUSTED:
            return TlsFault::UnknownAuthority;
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
            return TlsFault::WeakKey;
        case X509_V_ERR_CA_MD_TOO_WEAK:
            return TlsFault::WeakSignature;
        case X509_V_ERR_INVALID_PURPOSE:
        case X509_V_ERR_INVALID_CA:
        case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
            return TlsFault::NotForServers;
        case X509_V_ERR_CERT_REVOKED:
            return TlsFault::Revoked;
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
            return TlsFault::BadSignature;
        default:
            return TlsFault::Other;
    }
}

core::Error revokedReason(X509* at, int depth, std::optional<core::WallTime> when,
                          const std::string& server) {
    const std::string day = when ? " on " + dayText(*when) : std::string();
    return untrusted(server, which(at, depth) + " was revoked by its authority" + day,
                     "Do not go on; ask your administrator.");
}

core::Error changedReason(core::Error refused, core::WallTime accepted) {
    refused.answer = "its certificate has CHANGED since you accepted another one on " +
                     dayText(accepted) + ", and " + refused.answer;
    refused.advice =
        "Somebody may stand between you and the server. Do not accept it before your "
        "administrator has told you why it changed.";
    return refused;
}

core::Error nameReason(X509* leaf, const PeerIdentity& peer, const std::string& server) {
    std::string has;
    for (const auto& name : describe(leaf).names) {
        if (has.size() > 200) {
            has += " and others";
            break;
        }
        has += (has.empty() ? "" : ", ") + core::printable(name, 100);
    }
    if (has.empty()) has = core::printable(shortName(X509_get_subject_name(leaf)), 100);
    std::string wanted;
    for (const auto& host : peer.hosts) wanted += (wanted.empty() ? "" : " or ") + host;
    return untrusted(server, "its certificate was issued for " + has + ", not for " + wanted,
                     "Ask your administrator for a certificate with the right name.");
}

core::Error keyReason(X509* at, int depth, int bits, int least, const std::string& server) {
    const std::string size = bits > 0 ? " (RSA " + std::to_string(bits) +
                                            " bits; the key policy wants at least " +
                                            std::to_string(least) + ")"
                                      : std::string();
    return untrusted(server, "the key of " + which(at, depth) + " is too small to be safe" + size,
                     replace);
}

core::Error handshakeReason(const std::string& server, const std::string& said) {
    const std::string words = core::printable(said, 200);
    const bool isVersion = said.find("protocol version") != std::string::npos ||
                           said.find("unsupported protocol") != std::string::npos;
    if (isVersion) {
        return core::fail(core::ErrorCode::Untrusted, "Encrypting the connection to " + server,
                          "it offers only outdated TLS versions; 1.2 or later is needed",
                          "Ask your administrator to update the server.");
    }
    return core::fail(
        core::ErrorCode::BadAnswer, "Encrypting the connection to " + server,
        words.empty() ? "the TLS handshake failed" : "the TLS handshake failed (" + words + ")",
        "Ask your administrator whether TLS is set up on this port.");
}

}  // namespace sidetone::net
