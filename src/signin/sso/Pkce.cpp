// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/Pkce.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <vector>

namespace sidetone::signin::sso {
namespace {

QByteArray view(std::string_view bytes) {
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

}  // namespace

std::string toBase64Url(std::string_view bytes) {
    return view(bytes)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string randomText(core::Random& random, std::size_t bytes) {
    std::vector<std::uint8_t> buffer(bytes);
    random.fill(buffer);
    return toBase64Url(std::string(buffer.begin(), buffer.end()));
}

std::string challengeOf(std::string_view verifier) {
    return toBase64Url(
        QCryptographicHash::hash(view(verifier), QCryptographicHash::Sha256).toStdString());
}

Pkce Pkce::make(core::Random& random) {
    Pkce pkce;
    pkce.verifier = core::Secret(randomText(random, 32));
    pkce.challenge = challengeOf(pkce.verifier.reveal());
    return pkce;
}

}  // namespace sidetone::signin::sso
