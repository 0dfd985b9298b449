// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Opener.h"

#include <QDesktopServices>

namespace sidetone::desktop {

Opener systemOpener() {
    return [](const QUrl& url) { return QDesktopServices::openUrl(url); };
}

bool openPage(const Opener& opener, const QString& address) {
    const QUrl url(address, QUrl::StrictMode);
    const bool isPage =
        url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return url.isValid() && isPage && !url.host().isEmpty() && opener(url);
}

}  // namespace sidetone::desktop
