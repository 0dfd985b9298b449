// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Url.h"

#include <QUrl>

#include "core/text.h"

namespace sidetone::net {
namespace {

core::Result<HttpUrl> fromQUrl(const QUrl& url, const std::string& shown) {
    const QString scheme = url.scheme();
    const bool isSecure = scheme == QLatin1String("https");
    const std::string tried = "Asking " + core::printable(shown, 200);
    if (!url.isValid() || url.host().isEmpty()) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "that is no address of a web page");
    }
    if (!isSecure && scheme != QLatin1String("http")) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "only http and https are known");
    }
    HttpUrl parsed;
    parsed.isSecure = isSecure;
    parsed.server.host = url.host(QUrl::FullyEncoded).toStdString();
    parsed.server.port = static_cast<std::uint16_t>(url.port(isSecure ? 443 : 80));
    parsed.text = url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment | QUrl::FullyEncoded)
                      .toStdString();
    return parsed;
}

}  // namespace

core::Result<HttpUrl> HttpUrl::parse(const std::string& text) {
    return fromQUrl(QUrl(QString::fromStdString(text), QUrl::StrictMode), text);
}

core::Result<HttpUrl> HttpUrl::redirected(const std::string& location) const {
    const QUrl base(QString::fromStdString(text), QUrl::StrictMode);
    const QUrl next = base.resolved(QUrl(QString::fromStdString(location), QUrl::TolerantMode));
    auto target = fromQUrl(next, location);
    if (target && isSecure && !target->isSecure) {
        return core::fail(core::ErrorCode::InvalidInput, "Asking " + text,
                          "the server leads to an unencrypted page, which is not followed");
    }
    return target;
}

}  // namespace sidetone::net
