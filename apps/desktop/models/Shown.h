// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <qobjectdefs.h>

/// The states that the windows show, as names for QML: `Shown.Availability.Away`.
namespace sidetone::desktop::Shown {
Q_NAMESPACE
QML_ELEMENT
Q_CLASSINFO("RegisterEnumClassesUnscoped", "false")

/// What the sign-in page asks for.
enum class SignIn { Address, Password, Again, Running };
Q_ENUM_NS(SignIn)

/// signin::Question::Kind, in its order.
enum class Question {
    Credentials,
    Browser,
    EmailAddress,
    CertificatePassword,
    AuthenticationString
};
Q_ENUM_NS(Question)

/// client::ConnectionSettings::AccountType, in its order.
enum class Account { Automatic, ImAndPresence, CallManager, Cloud };
Q_ENUM_NS(Account)

/// client::NetworkView::State, in its order.
enum class Network { Unknown, Offline, CaptivePortal, Online };
Q_ENUM_NS(Network)

/// The one thing that is wrong right now, the gravest first.
enum class Trouble { None, CaptivePortal, Offline, Certificate, Service };
Q_ENUM_NS(Trouble)

/// How far a problem report is.
enum class Report { Idle, Writing, Written, Sending, Sent };
Q_ENUM_NS(Report)

/// config::ParameterType, in its order.
enum class Parameter { Boolean, Integer, Text, Choice, List, Secret };
Q_ENUM_NS(Parameter)

/// client::ClientState.
enum class Session { SignedOut, SigningIn, Ready, Failed };
Q_ENUM_NS(Session)

/// messaging::Availability, in its order.
enum class Availability { Available, Away, ExtendedAway, DoNotDisturb, Offline, Unknown };
Q_ENUM_NS(Availability)

/// signin::Verdict, in its order.
enum class Step { Running, Done, NotThere, Failed, Skipped };
Q_ENUM_NS(Step)

/// client::ServiceState, in its order.
enum class Service { Off, Starting, Up, Reconnecting, Failed };
Q_ENUM_NS(Service)

/// messaging::Delivery, in its order.
enum class Delivery { Queued, Sent, Delivered, Read, Failed };
Q_ENUM_NS(Delivery)

/// messaging::MessageKind, in its order.
enum class Message { Text, File, Event };
Q_ENUM_NS(Message)

/// messaging::TransferState, in its order.
enum class Transfer { Offered, UnderWay, Done, Available, Failed, Declined, Cancelled };
Q_ENUM_NS(Transfer)

/// messaging::HistoryTransferStage, in its order.
enum class HistoryTransfer {
    Idle,
    Asking,
    NeedsCode,
    Receiving,
    Received,
    Asked,
    Allowed,
    Giving,
    Given,
    Failed
};
Q_ENUM_NS(HistoryTransfer)

/// messaging::Protection, in its order.
enum class Protection { None, Omemo, LegacyOmemo, Unreadable };
Q_ENUM_NS(Protection)

/// messaging::Trust, in its order.
enum class Trust { Undecided, Blind, Verified, Untrusted };
Q_ENUM_NS(Trust)

/// messaging::RoomState, in its order.
enum class Room { Left, Joining, Joined, Failed };
Q_ENUM_NS(Room)

/// What is being written: something new, an answer, another text for a message of ours, or words
/// for one person of a room alone.
enum class Compose { Fresh, Reply, Edit, Private };
Q_ENUM_NS(Compose)

/// telephony::CallState, in its order.
enum class Call { Dialling, Ringing, Incoming, Connected, HeldHere, HeldThere, Ended };
Q_ENUM_NS(Call)

/// What the person chose to see.
enum class Theme { System, Light, Dark };
Q_ENUM_NS(Theme)

}  // namespace sidetone::desktop::Shown
