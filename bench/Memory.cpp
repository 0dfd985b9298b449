// SPDX-License-Identifier: GPL-3.0-or-later
#include "Memory.h"

#include <unistd.h>

#include <QFile>
#include <QStringList>

namespace sidetone::bench {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

double kilobytes(const QByteArray& text, const QByteArray& name) {
    const auto at = text.indexOf("\n" + name + ":");
    if (at < 0) return 0;
    return text.mid(at + name.size() + 2, 40).trimmed().split(' ').first().toDouble();
}

}  // namespace

Cost costOf(qint64 processId) {
    const auto base = u"/proc/%1/"_s.arg(processId);
    const auto memory = contentOf(base + u"smaps_rollup"_s);
    // The name in parentheses may hold spaces: fields are counted from behind it.
    const auto stat = contentOf(base + u"stat"_s);
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    Cost cost;
    cost.proportionalMegabytes = kilobytes(memory, "Pss") / 1024.0;
    cost.residentMegabytes = kilobytes(memory, "Rss") / 1024.0;
    if (fields.size() > 17) {
        const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
        cost.cpuSeconds = (fields[11].toDouble() + fields[12].toDouble()) / ticks;
        cost.threads = fields[17].toInt();
    }
    return cost;
}

}  // namespace sidetone::bench
