// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/userstore/UserJson.h"

#include <array>

namespace sidetone::office {

namespace {

template <class Record>
struct TextField {
    const char* name;
    std::string Record::*member;
};

constexpr std::array<TextField<User>, 14> userFields{{
    {"id", &User::id},
    {"givenName", &User::givenName},
    {"familyName", &User::familyName},
    {"displayName", &User::displayName},
    {"mail", &User::mail},
    {"number", &User::number},
    {"externalNumber", &User::externalNumber},
    {"mobileNumber", &User::mobileNumber},
    {"title", &User::title},
    {"department", &User::department},
    {"city", &User::city},
    {"deviceName", &User::deviceName},
    {"uuid", &User::uuid},
    {"cluster", &User::cluster},
}};

constexpr std::array<TextField<Credentials>, 5> credentialFields{{
    {"salt", &Credentials::salt},
    {"storedKey", &Credentials::storedKey},
    {"serverKey", &Credentials::serverKey},
    {"digest", &Credentials::digest},
    {"directoryHash", &Credentials::directoryHash},
}};

template <class Record, std::size_t Count>
QJsonObject toJson(const Record& record, const std::array<TextField<Record>, Count>& fields) {
    QJsonObject object;
    for (const auto& field : fields) {
        object[QLatin1String(field.name)] = QString::fromStdString(record.*field.member);
    }
    return object;
}

template <class Record, std::size_t Count>
void fromJson(Record& record, const QJsonObject& object,
              const std::array<TextField<Record>, Count>& fields) {
    for (const auto& field : fields) {
        record.*field.member = object[QLatin1String(field.name)].toString().toStdString();
    }
}

}  // namespace

QJsonObject userToJson(const User& user) {
    QJsonObject object = toJson(user, userFields);
    if (user.canSignIn()) {
        QJsonObject credentials = toJson(user.credentials, credentialFields);
        credentials[QLatin1String("iterations")] = user.credentials.iterations;
        object[QLatin1String("credentials")] = credentials;
    }
    return object;
}

User userFromJson(const QJsonObject& object) {
    User user;
    fromJson(user, object, userFields);
    const QJsonObject credentials = object[QLatin1String("credentials")].toObject();
    fromJson(user.credentials, credentials, credentialFields);
    user.credentials.iterations = credentials[QLatin1String("iterations")].toInt();
    return user;
}

}  // namespace sidetone::office
