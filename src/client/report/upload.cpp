// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/upload.h"

#include "core/text.h"

namespace sidetone::client {

Upload uploadFor(const config::Settings& settings, const NetworkView& network) {
    const auto url = settings.get(config::keys::reportServer);
    if (url.empty()) {
        return {{},
                "Your organisation names no server for problem reports (PrtLogServerURL). Give "
                "the file to your administrator."};
    }
    if (!core::lowerAscii(url).starts_with("https://")) {
        return {{},
                "The address for problem reports is not https, so the report would travel "
                "unprotected. Give the file to your administrator."};
    }
    if (settings.get(config::keys::encryptReports)) {
        return {{},
                "Your organisation wants problem reports to be encrypted, which this version "
                "cannot do. Give the file to your administrator."};
    }
    if (network.place == NetworkView::Place::Outside) {
        return {{},
                "Problem reports cannot be sent from outside. Send it when you are in your "
                "organisation's network."};
    }
    return {url, {}};
}

}  // namespace sidetone::client
