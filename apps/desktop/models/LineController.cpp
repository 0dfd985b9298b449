// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LineController.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

using telephony::LineCall;
using telephony::PhoneFeatures;
using telephony::WatchedLine;

QString wordsOf(WatchedLine::State state) {
    switch (state) {
        case WatchedLine::State::Idle:
            return LineController::tr("free");
        case WatchedLine::State::Ringing:
            return LineController::tr("ringing");
        case WatchedLine::State::Busy:
            return LineController::tr("in a call");
        case WatchedLine::State::Unknown:
            break;
    }
    return LineController::tr("not known");
}

QString wordsOf(LineCall::State state) {
    switch (state) {
        case LineCall::State::Ringing:
            return LineController::tr("ringing on another device");
        case LineCall::State::Held:
            return LineController::tr("on hold on another device");
        case LineCall::State::Talking:
            break;
    }
    return LineController::tr("in a call on another device");
}

}  // namespace

LineController::LineController(client::Client& client, Settings& settings, QObject* parent)
    : QObject(parent), client_(client), settings_(settings) {
    connect(&client_, &client::Client::callsChanged, this, &LineController::attach);
    connect(&client_, &client::Client::contactsChanged, this, &LineController::changed);
    attach();
}

void LineController::attach() {
    if (calls_) calls_->disconnect(this);
    if (features_) features_->disconnect(this);
    calls_ = client_.calls();
    features_ = calls_ ? calls_->features() : nullptr;
    if (features_) {
        connect(calls_, &telephony::CallControl::callAdded, this, &LineController::changed);
        connect(features_, &PhoneFeatures::doNotDisturbChanged, this, &LineController::changed);
        connect(features_, &PhoneFeatures::lineCallsChanged, this, &LineController::changed);
        connect(features_, &PhoneFeatures::watchedLineChanged, this, &LineController::changed);
        const auto lines = settings_.watchedLines();
        for (const auto& line : lines) {
            // One that was taken once is kept, whatever became of the dial rules.
            [[maybe_unused]] const auto watched = features_->watchLine(line.toStdString());
        }
    }
    Q_EMIT changed();
}

bool LineController::doNotDisturb() const {
    return features_ && features_->doNotDisturb();
}

void LineController::setDoNotDisturb(bool on) {
    if (features_) features_->setDoNotDisturb(on);
}

QString LineController::lastDialled() const {
    return features_ ? nameOf(features_->lastDialled()) : QString();
}

QString LineController::nameOf(const std::string& target) const {
    const auto written = callAddress(target);
    const auto address = core::Address::parse(written.toStdString());
    const auto contact = address ? client_.contact(*address) : std::nullopt;
    return contact && !contact->name.empty() ? toQt(contact->name).simplified() : written;
}

QVariantList LineController::watched() const {
    QVariantList lines;
    if (!features_) return lines;
    for (const auto& line : features_->watchedLines()) {
        lines.append(QVariantMap{{QStringLiteral("target"), toQt(line.target)},
                                 {QStringLiteral("name"), nameOf(line.target)},
                                 {QStringLiteral("words"), wordsOf(line.state)},
                                 {QStringLiteral("state"), static_cast<int>(line.state)}});
    }
    return lines;
}

QVariantList LineController::elsewhere() const {
    QVariantList calls;
    if (!features_) return calls;
    for (const auto& call : features_->lineCalls()) {
        const auto name = call.peerName.empty() ? nameOf(call.peerUri) : toQt(call.peerName);
        calls.append(
            QVariantMap{{QStringLiteral("key"), toQt(call.id)},
                        {QStringLiteral("name"), name},
                        {QStringLiteral("words"), wordsOf(call.state)},
                        {QStringLiteral("ready"), call.state != LineCall::State::Ringing}});
    }
    return calls;
}

void LineController::redial() {
    if (!features_) return;
    const auto call = features_->redial();
    if (!call) Q_EMIT failed(toQt(call.error().sentence()));
}

void LineController::watch(const QString& target) {
    const auto wanted = target.trimmed();
    if (!features_ || wanted.isEmpty()) return;
    if (auto status = features_->watchLine(wanted.toStdString()); !status) {
        Q_EMIT failed(toQt(status.error().sentence()));
        return;
    }
    auto lines = settings_.watchedLines();
    if (!lines.contains(wanted)) settings_.setWatchedLines(lines << wanted);
    Q_EMIT changed();
}

void LineController::unwatch(const QString& target) {
    auto lines = settings_.watchedLines();
    lines.removeAll(target);
    settings_.setWatchedLines(lines);
    if (features_) features_->unwatchLine(target.toStdString());
    Q_EMIT changed();
}

void LineController::takeOver(const QString& key) {
    if (!features_) return;
    const auto call = features_->takeOver(key.toStdString());
    if (!call) Q_EMIT failed(toQt(call.error().sentence()));
}

void LineController::takeOverFirst() {
    if (!features_) return;
    const auto calls = features_->lineCalls();
    if (!calls.empty()) takeOver(toQt(calls.front().id));
}

}  // namespace sidetone::desktop
