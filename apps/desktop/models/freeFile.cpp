// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/freeFile.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace sidetone::desktop {

QString freeFile(const QString& name, const QString& ending) {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    folder.mkpath(QStringLiteral("."));
    auto plain = name;
    for (const char sign : {'/', '\\', ':', '\0'})
        plain.replace(QLatin1Char(sign), QLatin1Char('-'));
    const auto start = folder.filePath(plain.left(80));
    auto file = start + ending;
    for (int i = 2; QFileInfo::exists(file); ++i) {
        file = QStringLiteral("%1 (%2)%3").arg(start).arg(i).arg(ending);
    }
    return file;
}

}  // namespace sidetone::desktop
