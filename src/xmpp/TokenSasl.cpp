// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/TokenSasl.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/text.h"

namespace sidetone::xmpp {
namespace {

constexpr char separator = '\x01';

Proof proofOf(std::string_view mechanism) {
    for (const auto proof : {Proof::AccessToken, Proof::OneTimePassword, Proof::CloudToken}) {
        if (mechanism == mechanismOf(proof)) return proof;
    }
    return Proof::ClientCertificate;
}

/// RFC 5801 4: a comma and an equals sign are escaped in the authorisation identity.
std::string gs2Name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == ',') {
            out += "=2C";
        } else if (c == '=') {
            out += "=3D";
        } else {
            out += c;
        }
    }
    return out;
}

std::string firstMessage(Proof proof, const SaslCredentials& credentials) {
    const auto& token = credentials.token.reveal();
    switch (proof) {
        case Proof::AccessToken: {
            // RFC 7628 3.1: the GS2 header, then key=value pairs between %x01.
            std::string out = "n,a=" + gs2Name(credentials.address) + ",";
            out += separator;
            out += "auth=Bearer " + token;
            out += separator;
            out += separator;
            return out;
        }
        case Proof::OneTimePassword: {
            // Provisioning contract 7.5.
            std::string out = "userid=" + credentials.address;
            out += '\0';
            return out + "token=" + token;
        }
        case Proof::CloudToken:
            return token;
        case Proof::ClientCertificate:
            return credentials.address;  // XEP-0178 3: the address wanted of the certificate's
        case Proof::Password:
            break;
    }
    return {};
}

}  // namespace

std::string_view mechanismOf(Proof proof) {
    switch (proof) {
        case Proof::AccessToken:
            return "OAUTHBEARER";
        case Proof::OneTimePassword:
            return "CISCO-VTG-TOKEN";
        case Proof::CloudToken:
            return "WEBEX-TOKEN";
        case Proof::ClientCertificate:
            return "EXTERNAL";
        case Proof::Password:
            break;
    }
    return {};
}

std::string bearerComplaint(std::string_view json) {
    const auto document =
        QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())));
    const auto status = document.object().value(QLatin1String("status")).toString();
    return core::printable(status.toStdString(), 60);
}

TokenSasl::TokenSasl(std::string mechanism, const SaslCredentials& credentials, SaslMemory& memory)
    : Sasl(std::move(mechanism), Proof::ClientCertificate, memory) {
    proof_ = proofOf(mechanism_);
    first_ = firstMessage(proof_, credentials);
}

core::Result<std::string> TokenSasl::step(std::string_view challenge) {
    if (!isSent_) {
        isSent_ = true;
        return std::move(first_);
    }
    if (proof_ == Proof::AccessToken && complaint_.empty()) {
        complaint_ = bearerComplaint(challenge);
        if (complaint_.empty()) complaint_ = "no reason was given";
        return std::string(1, separator);
    }
    return core::fail(core::ErrorCode::BadAnswer, "Signing in",
                      "the server asks more than " + mechanism_ + " has to say",
                      "Ask your administrator to look at the chat server.");
}

core::Status TokenSasl::finish(std::string_view /*additional*/) {
    if (!complaint_.empty()) {
        return core::fail(core::ErrorCode::BadAnswer, "Signing in",
                          "the server refused the sign-on and then said yes to it",
                          "Ask your administrator to look at the chat server.");
    }
    remember();
    return {};
}

}  // namespace sidetone::xmpp
