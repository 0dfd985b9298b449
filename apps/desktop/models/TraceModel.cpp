// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TraceModel.h"

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

TraceRow rowOf(const signin::TraceStep& step, std::size_t place) {
    TraceRow row;
    row.key = QString::number(place);
    row.title = toQt(step.title);
    row.asked = toQt(step.asked);
    row.answer = toQt(step.answer);
    row.why = toQt(step.why);
    if (step.error) row.problem = toQt(step.error->sentence());
    row.took = step.verdict == signin::Verdict::Running ? QString() : stepTime(step.took);
    row.verdict = static_cast<int>(step.verdict);
    return row;
}

QString verdictWords(int verdict) {
    switch (static_cast<signin::Verdict>(verdict)) {
        case signin::Verdict::Running:
            return TraceModel::tr("running");
        case signin::Verdict::Done:
            return TraceModel::tr("done");
        case signin::Verdict::NotThere:
            return TraceModel::tr("not there");
        case signin::Verdict::Failed:
            return TraceModel::tr("failed");
        case signin::Verdict::Skipped:
            break;
    }
    return TraceModel::tr("skipped");
}

bool matches(const TraceRow& row, const QStringList& words) {
    const auto text = QStringList{row.title, row.asked, row.answer, row.why, row.problem}
                          .join(u'\n')
                          .toCaseFolded();
    return std::all_of(words.begin(), words.end(),
                       [&text](const QString& word) { return text.contains(word); });
}

}  // namespace

TraceModel::TraceModel(client::Client& client, QObject* parent)
    : RowModel(
          {{"title", [](const TraceRow& r) -> QVariant { return r.title; }},
           {"asked", [](const TraceRow& r) -> QVariant { return r.asked; }},
           {"answer", [](const TraceRow& r) -> QVariant { return r.answer; }},
           {"why", [](const TraceRow& r) -> QVariant { return r.why; }},
           {"problem", [](const TraceRow& r) -> QVariant { return r.problem; }},
           {"took", [](const TraceRow& r) -> QVariant { return r.took; }},
           {"verdict", [](const TraceRow& r) -> QVariant { return r.verdict; }},
           {"verdictWords", [](const TraceRow& r) -> QVariant { return verdictWords(r.verdict); }}},
          parent),
      client_(client) {
    connect(&client_, &client::Client::traceChanged, this, &TraceModel::refresh);
    connect(&client_, &client::Client::stateChanged, this, &TraceModel::refresh);
    refresh();
}

void TraceModel::refresh() {
    const auto& trace = client_.trace();
    std::vector<TraceRow> rows;
    rows.reserve(trace.steps.size());
    const auto words = filter_.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    std::size_t place = 0;
    for (const auto& step : trace.steps) {
        auto row = rowOf(step, place++);
        if (matches(row, words)) rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
    const auto took = trace.took.count() > 0 ? stepTime(trace.took) : QString();
    const auto total = static_cast<int>(trace.steps.size());
    if (took == took_ && total == total_) return;
    took_ = took;
    total_ = total;
    Q_EMIT tookChanged();
}

void TraceModel::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    refresh();
    Q_EMIT filterChanged();
}

QString TraceModel::text() const {
    QString text = tr("Sign-in of %1").arg(toQt(client_.trace().address)) + u'\n';
    std::size_t place = 0;
    for (const auto& step : client_.trace().steps) {
        const auto row = rowOf(step, place++);
        text += QStringLiteral("[%1] %2").arg(verdictWords(row.verdict), row.title);
        if (!row.took.isEmpty()) text += QStringLiteral(" (%1)").arg(row.took);
        text += u'\n';
        const auto line = [&text](const QString& what, const QString& value) {
            if (!value.isEmpty()) text += QStringLiteral("    %1: %2\n").arg(what, value);
        };
        line(tr("asked"), row.asked);
        line(tr("answer"), row.answer);
        line(tr("why"), row.why);
        line(tr("problem"), row.problem);
    }
    if (const auto error = client_.error()) text += toQt(error->sentence()) + u'\n';
    return text;
}

}  // namespace sidetone::desktop
