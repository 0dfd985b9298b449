// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/explain.h"

#include <QJsonDocument>
#include <cstdio>

#include "client/report/traceText.h"
#include "ctl/commands.h"
#include "ctl/reportCommand.h"
#include "shared/Json.h"
#include "shared/Options.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

int explain(QCoreApplication& application, client::Platform& platform,
            const QCommandLineParser& parser, const QString& address) {
    std::optional<core::Secret> password;
    if (auto given = apps::passwordFrom(parser)) {
        password = std::move(*given);
    } else if (given.error().code != core::ErrorCode::NotFound) {
        return failed(given.error());
    }
    client::Explanation explanation(platform);
    core::Owner owner;
    int status = 1;
    explanation.run(address.toStdString(), std::move(password))
        .then(owner, [&](core::Result<signin::Trace> trace) {
            if (!trace) {
                status = failed(trace.error());
            } else if (parser.isSet(u"json"_s)) {
                std::printf("%s\n", QJsonDocument(apps::toJson(*trace))
                                        .toJson(QJsonDocument::Indented)
                                        .constData());
            } else {
                std::printf("%s", client::traceText(*trace).c_str());
            }
            if (trace) {
                status = trace->verdict ? 1 : 0;
                if (writeReport(platform, parser, address, {*trace, {}}) != 0) status = 1;
            }
            QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
    const int ended = runUntilDone(application);
    return ended != 0 ? ended : status;
}

}  // namespace sidetone::ctl
