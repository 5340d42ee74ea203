from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str]
    sku: Mapped[str]
    quantity: Mapped[int]
    amount: Mapped[int]
    charge_id: Mapped[str | None]
