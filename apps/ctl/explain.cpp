// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/explain.h"

#include <QJsonDocument>
#include <cstdio>

#include "ctl/commands.h"
#include "shared/Json.h"
#include "shared/Options.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

namespace {

const char* markOf(signin::Verdict verdict) {
    switch (verdict) {
        case signin::Verdict::Running:
            return "...";
        case signin::Verdict::Done:
            return "ok ";
        case signin::Verdict::NotThere:
            return "no ";
        case signin::Verdict::Failed:
            return "BAD";
        case signin::Verdict::Skipped:
            return " - ";
    }
    return "?";
}

void print(const signin::Trace& trace) {
    for (const auto& step : trace.steps) {
        std::printf("%s %5lld ms  %s\n", markOf(step.verdict),
                    static_cast<long long>(step.took.count()), step.title.c_str());
        const auto line = [](const char* what, const std::string& text) {
            if (!text.empty()) std::printf("              %s %s\n", what, text.c_str());
        };
        line("asked: ", step.asked);
        line("answer:", step.answer);
        line("so:    ", step.why);
        if (step.error) line("error: ", step.error->sentence());
    }
    std::printf("%s\n",
                trace.verdict ? trace.verdict->sentence().c_str() : "Signing in would succeed.");
}

}  // namespace

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
                print(*trace);
            }
            if (trace) status = trace->verdict ? 1 : 0;
            QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
    const int ended = runUntilDone(application);
    return ended != 0 ? ended : status;
}

}  // namespace sidetone::ctl
