// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TroubleController.h"

#include "models/CertificateController.h"
#include "models/NetworkController.h"
#include "models/ServiceModel.h"

namespace sidetone::desktop {

using Shown::Trouble;

TroubleController::TroubleController(const NetworkController& network, const ServiceModel& services,
                                     const CertificateController& certificates, QObject* parent)
    : QObject(parent), network_(network), services_(services), certificates_(certificates) {
    connect(&network_, &NetworkController::changed, this, &TroubleController::refresh);
    connect(&services_, &ServiceModel::troubleChanged, this, &TroubleController::refresh);
    connect(&certificates_, &CertificateController::changed, this, &TroubleController::refresh);
    refresh();
}

void TroubleController::refresh() {
    const auto state = static_cast<Shown::Network>(network_.state());
    if (state == Shown::Network::CaptivePortal) {
        return say(Trouble::CaptivePortal, tr("This network wants you to sign in first"));
    }
    if (state == Shown::Network::Offline) {
        return say(Trouble::Offline, tr("Offline: Sidetone waits for the network"));
    }
    if (certificates_.active()) {
        return say(Trouble::Certificate, tr("A server could not prove who it is"));
    }
    const auto trouble = services_.trouble();
    say(trouble.isEmpty() ? Trouble::None : Trouble::Service, trouble);
}

void TroubleController::say(Trouble kind, const QString& words) {
    if (kind == kind_ && words == words_) return;
    kind_ = kind;
    words_ = words;
    Q_EMIT changed();
}

QString TroubleController::action() const {
    switch (kind_) {
        case Trouble::CaptivePortal:
            return tr("Open its page");
        case Trouble::Certificate:
            return tr("Show the certificate");
        case Trouble::None:
        case Trouble::Offline:
        case Trouble::Service:
            break;
    }
    return tr("Show the connection status");
}

}  // namespace sidetone::desktop
