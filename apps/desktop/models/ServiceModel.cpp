// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ServiceModel.h"

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

QString nameOf(client::ServiceKind kind) {
    switch (kind) {
        case client::ServiceKind::Chat:
            return ServiceModel::tr("Chat and presence");
        case client::ServiceKind::Calls:
            return ServiceModel::tr("Phone");
        case client::ServiceKind::Voicemail:
            return ServiceModel::tr("Voicemail");
        case client::ServiceKind::SavedChats:
            return ServiceModel::tr("Saving chats");
        case client::ServiceKind::Directory:
            break;
    }
    return ServiceModel::tr("Directory");
}

QString wordsOf(client::ServiceState state) {
    switch (state) {
        case client::ServiceState::Off:
            return ServiceModel::tr("Off");
        case client::ServiceState::Starting:
            return ServiceModel::tr("Connecting");
        case client::ServiceState::Up:
            return ServiceModel::tr("Connected");
        case client::ServiceState::Reconnecting:
            return ServiceModel::tr("Reconnecting");
        case client::ServiceState::Failed:
            break;
    }
    return ServiceModel::tr("Failed");
}

ServiceRow rowOf(const client::Service& service) {
    ServiceRow row;
    row.key = QString::number(static_cast<int>(service.kind));
    row.name = nameOf(service.kind);
    row.server = toQt(service.server);
    row.detail = toQt(service.detail);
    row.stateWords = wordsOf(service.state);
    row.state = static_cast<int>(service.state);
    return row;
}

}  // namespace

ServiceModel::ServiceModel(client::Client& client, QObject* parent)
    : RowModel({{"name", [](const ServiceRow& r) -> QVariant { return r.name; }},
                {"server", [](const ServiceRow& r) -> QVariant { return r.server; }},
                {"detail", [](const ServiceRow& r) -> QVariant { return r.detail; }},
                {"stateWords", [](const ServiceRow& r) -> QVariant { return r.stateWords; }},
                {"serviceState", [](const ServiceRow& r) -> QVariant { return r.state; }}},
               parent),
      client_(client) {
    connect(&client_, &client::Client::servicesChanged, this, &ServiceModel::refresh);
    connect(&client_, &client::Client::stateChanged, this, &ServiceModel::refresh);
    refresh();
}

void ServiceModel::refresh() {
    std::vector<ServiceRow> rows;
    QString failed;
    QString waiting;
    bool secure = false;
    for (const auto& service : client_.services()) {
        rows.push_back(rowOf(service));
        const auto& row = rows.back();
        if (service.kind == client::ServiceKind::Chat) {
            secure = service.state == client::ServiceState::Up;
        }
        if (service.state == client::ServiceState::Failed && failed.isEmpty()) {
            failed = tr("%1 is not available").arg(row.name);
        } else if (service.state == client::ServiceState::Reconnecting && waiting.isEmpty()) {
            waiting = tr("%1 is reconnecting").arg(row.name);
        }
    }
    const auto trouble = failed.isEmpty() ? waiting : failed;
    setRows(std::move(rows));
    if (trouble == trouble_ && secure == chatSecure_) return;
    trouble_ = trouble;
    chatSecure_ = secure;
    Q_EMIT troubleChanged();
}

}  // namespace sidetone::desktop
