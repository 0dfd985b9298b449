// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <algorithm>

namespace sidetone::desktop {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("words", text);
}

QDateTime local(core::WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

/// The C locale writes seconds and weekdays in a way that nobody reads gladly.
QLocale locale() {
    const auto system = QLocale::system();
    return system.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                                           : system;
}

QChar firstLetter(const QString& word) {
    for (const auto letter : word) {
        if (letter.isLetterOrNumber()) return letter.toUpper();
    }
    return {};
}

QString endWords(telephony::CallEnd end) {
    using telephony::CallEnd;
    switch (end) {
        case CallEnd::Declined:
            return tr("Call declined");
        case CallEnd::Busy:
            return tr("The line is busy");
        case CallEnd::NotAnswered:
            return tr("No answer");
        case CallEnd::Missed:
            return tr("Missed call");
        case CallEnd::AnsweredElsewhere:
            return tr("Answered on another device");
        case CallEnd::DeclinedElsewhere:
            return tr("Declined on another device");
        case CallEnd::NotFound:
            return tr("Nobody has this number or address");
        case CallEnd::Unavailable:
            return tr("Not reachable at the moment");
        case CallEnd::Failed:
            return tr("The call failed");
        case CallEnd::Transferred:
            return tr("Transferred");
        case CallEnd::None:
        case CallEnd::HungUpHere:
        case CallEnd::HungUpThere:
            break;
    }
    return tr("Call ended");
}

}  // namespace

QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString initials(const QString& name) {
    static const QString separators = QStringLiteral(" ._-");
    QStringList words;
    QString word;
    for (const auto letter : name.left(name.indexOf(u'@'))) {
        if (!separators.contains(letter)) {
            word += letter;
        } else if (!word.isEmpty()) {
            words << std::exchange(word, {});
        }
    }
    if (!word.isEmpty()) words << word;
    const bool isNumber =
        std::none_of(name.begin(), name.end(), [](QChar letter) { return letter.isLetter(); });
    if (isNumber) return QStringLiteral("#");
    QString result;
    if (!words.isEmpty()) result += firstLetter(words.first());
    if (words.size() > 1) result += firstLetter(words.last());
    result.remove(QChar());
    return result.isEmpty() ? QStringLiteral("?") : result;
}

int hue(const QString& address) {
    quint32 sum = 2166136261U;
    for (const auto byte : address.toUtf8()) sum = (sum ^ static_cast<quint8>(byte)) * 16777619U;
    return static_cast<int>((sum * 2654435761U) >> 29);
}

QString availabilityWords(messaging::Availability availability) {
    using messaging::Availability;
    switch (availability) {
        case Availability::Available:
            return tr("Available");
        case Availability::Away:
            return tr("Away");
        case Availability::ExtendedAway:
            return tr("Away for long");
        case Availability::DoNotDisturb:
            return tr("Do not disturb");
        case Availability::Offline:
            return tr("Offline");
        case Availability::Unknown:
            break;
    }
    return tr("Presence unknown");
}

QString presenceWords(const messaging::Presence& presence) {
    using messaging::Activity;
    if (presence.availability == messaging::Availability::Offline) {
        // The presence server has read the calendar of somebody who is signed in nowhere.
        return presence.activity == Activity::InMeeting ? tr("Offline, in a meeting")
                                                        : availabilityWords(presence.availability);
    }
    switch (presence.activity) {
        case Activity::Idle:
            return tr("Away");
        case Activity::OutOfOffice:
            return tr("Out of office");
        case Activity::InMeeting:
            return tr("In a meeting");
        case Activity::InWebexMeeting:
            return tr("In a Webex meeting");
        case Activity::OnCall:
            return tr("On a call");
        case Activity::InConference:
            return tr("On a conference call");
        case Activity::Presenting:
            return tr("Presenting");
        case Activity::None:
            break;
    }
    return availabilityWords(presence.availability);
}

QString idleWords(const messaging::Presence& presence, core::WallTime now) {
    if (!presence.idleSince || *presence.idleSince > now) return {};
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(now - *presence.idleSince).count();
    if (minutes < 1) return {};
    if (minutes == 1) return tr("idle for a minute");
    if (minutes < 120) return tr("idle for %1 minutes").arg(minutes);
    if (minutes < 48 * 60) return tr("idle for %1 hours").arg(minutes / 60);
    return tr("idle for %1 days").arg(minutes / (24 * 60));
}

QString sizeWords(std::int64_t bytes) {
    return bytes < 0 ? tr("size unknown")
                     : locale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString presenceLine(const messaging::Presence& presence) {
    return presence.text.empty() ? presenceWords(presence) : toQt(presence.text).simplified();
}

QString clockTime(core::WallTime time) {
    return locale().toString(local(time).time(), QLocale::ShortFormat);
}

QString dayTitle(core::WallTime time, core::WallTime now) {
    const auto day = local(time).date();
    const auto ago = day.daysTo(local(now).date());
    if (ago == 0) return tr("Today");
    if (ago == 1) return tr("Yesterday");
    if (ago > 1 && ago < 7) return locale().dayName(day.dayOfWeek());
    return exactDay(time);
}

QString listTime(core::WallTime time, core::WallTime now) {
    const auto day = local(time).date();
    const auto ago = day.daysTo(local(now).date());
    if (ago == 0) return clockTime(time);
    if (ago == 1) return tr("Yesterday");
    if (ago > 1 && ago < 7) return locale().dayName(day.dayOfWeek(), QLocale::ShortFormat);
    return locale().toString(day, QStringLiteral("d MMM"));
}

QString exactDay(core::WallTime time) {
    return locale().toString(local(time).date(), QStringLiteral("d MMMM yyyy"));
}

QString duration(core::Milliseconds length) {
    const auto seconds = std::max<std::int64_t>(0, length.count() / 1000);
    const auto tail = QStringLiteral("%1:%2")
                          .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                          .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3600 ? tail : QStringLiteral("%1:%2").arg(seconds / 3600).arg(tail);
}

QString stepTime(core::Milliseconds length) {
    if (length.count() < 1000) return tr("%1 ms").arg(length.count());
    return tr("%1 s").arg(static_cast<double>(length.count()) / 1000.0, 0, 'f', 1);
}

QString callWords(const telephony::Call& call) {
    using telephony::CallState;
    switch (call.state) {
        case CallState::Dialling:
            return tr("Calling");
        case CallState::Ringing:
            return tr("Ringing");
        case CallState::Incoming:
            return tr("Incoming call");
        case CallState::Connected:
            return tr("In call");
        case CallState::HeldHere:
            return tr("On hold");
        case CallState::HeldThere:
            return tr("Put on hold by the other side");
        case CallState::Ended:
            break;
    }
    return endWords(call.end);
}

QString callAddress(std::string_view uri) {
    auto text = toQt(uri);
    const auto scheme = text.indexOf(u':');
    if (scheme >= 0 && scheme <= 4) text.remove(0, scheme + 1);
    text.truncate(text.indexOf(u';') < 0 ? text.size() : text.indexOf(u';'));
    return text.toLower();
}

}  // namespace sidetone::desktop
