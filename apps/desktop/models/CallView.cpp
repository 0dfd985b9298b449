// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CallView.h"

#include <QHash>
#include <QStringList>

#include "models/words.h"

namespace sidetone::desktop {

using telephony::CallState;

void CallView::show(std::optional<telephony::Call> call, const QString& name, core::WallTime now) {
    if (!call && !call_) return;
    call_ = std::move(call);
    if (call_) {
        name_ = name.isEmpty() ? toQt(call_->peerName).simplified() : name;
        if (name_.isEmpty()) name_ = callAddress(call_->peerUri);
    }
    tick(now);
    Q_EMIT changed();
}

void CallView::tick(core::WallTime now) {
    QString time;
    if (call_ && call_->connected) {
        time = duration(call_->ended.value_or(now) - *call_->connected);
    }
    if (time == time_) return;
    time_ = time;
    Q_EMIT timeChanged();
}

bool CallView::is(CallState state) const {
    return call_ && call_->state == state;
}
bool CallView::live() const {
    return call_ && call_->state != CallState::Ended;
}
QString CallView::address() const {
    return call_ ? callAddress(call_->peerUri) : QString();
}
QString CallView::initialLetters() const {
    return initials(name_);
}
int CallView::hueNumber() const {
    return hue(address());
}
int CallView::callState() const {
    return call_ ? static_cast<int>(call_->state) : 0;
}
bool CallView::held() const {
    return is(CallState::HeldHere);
}

bool CallView::connected() const {
    return is(CallState::Connected) || is(CallState::HeldHere) || is(CallState::HeldThere);
}

QString CallView::words() const {
    if (!call_) return {};
    const auto state = callWords(*call_);
    if (live() || call_->reason.empty()) return state;
    return QStringLiteral("%1: %2").arg(state, toQt(call_->reason));
}

bool CallView::secure() const {
    return call_ && (call_->protection == telephony::MediaProtection::Srtp || endToEnd());
}

bool CallView::endToEnd() const {
    return call_ && call_->protection == telephony::MediaProtection::EndToEnd;
}

QString CallView::secureWords() const {
    if (!call_) return tr("The sound is not encrypted");
    switch (call_->protection) {
        case telephony::MediaProtection::None:
            break;
        case telephony::MediaProtection::Srtp:
            return tr("The sound is encrypted (SRTP); call servers carried its keys");
        case telephony::MediaProtection::Agreeing:
            return tr("Both phones agree on keys; nothing is sent yet");
        case telephony::MediaProtection::EndToEnd:
            return tr("The sound is encrypted from phone to phone (DTLS-SRTP)");
    }
    return tr("The sound is not encrypted");
}

QString CallView::codec() const {
    if (!call_) return {};
    const auto name = toQt(call_->statistics.codec).section(u'/', 0, 0).toLower();
    static const QHash<QString, QString> known{
        {QStringLiteral("opus"), QStringLiteral("Opus")},
        {QStringLiteral("pcma"), QStringLiteral("G.711 A-law")},
        {QStringLiteral("pcmu"), QStringLiteral("G.711 \u00b5-law")},
        {QStringLiteral("g722"), QStringLiteral("G.722")}};
    return known.value(name, name.toUpper());
}

QString CallView::quality() const {
    if (!call_ || call_->statistics.packetsReceived == 0) return {};
    const auto& figures = call_->statistics;
    QStringList parts;
    const auto all = static_cast<double>(figures.packetsReceived + figures.packetsLost);
    parts << tr("%1 % lost").arg(100.0 * static_cast<double>(figures.packetsLost) / all, 0, 'f', 1);
    parts << tr("%1 ms jitter").arg(figures.jitterMilliseconds, 0, 'f', 0);
    if (figures.roundTripMilliseconds) {
        parts << tr("%1 ms round trip").arg(*figures.roundTripMilliseconds, 0, 'f', 0);
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

}  // namespace sidetone::desktop
